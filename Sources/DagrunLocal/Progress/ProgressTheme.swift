// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// How a display looks: with or without colours, with Unicode or ASCII characters.
public struct ProgressTheme: Sendable, Hashable {
    /// Whether escape sequences for colours are written.
    public var usesColor: Bool
    /// Whether characters beyond ASCII are used for marks and bars.
    public var usesUnicode: Bool

    /// Makes a theme.
    ///
    /// - Parameters:
    ///   - usesColor: Whether escape sequences for colours are written.
    ///   - usesUnicode: Whether characters beyond ASCII are used for marks and bars.
    public init(usesColor: Bool = false, usesUnicode: Bool = true) {
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    /// Chooses a theme for an output.
    ///
    /// - Parameters:
    ///   - environment: The environment of the process.
    ///   - isTTY: Whether the output goes to a terminal.
    public init(environment: [String: String], isTTY: Bool) {
        usesColor = Terminal.usesColor(environment: environment, isTTY: isTTY)
        usesUnicode = Terminal.usesUnicode(environment: environment)
    }

    /// The mark of a state.
    package func mark(_ state: TaskState?) -> String {
        String(usesUnicode ? StateStyle.of(state).mark : StateStyle.of(state).asciiMark)
    }

    /// The colour of a state.
    package func sgr(_ state: TaskState?) -> String { StateStyle.of(state).sgr }

    /// A text in a colour, where colours are used.
    package func colored(_ text: String, _ sgr: String) -> String {
        usesColor && !sgr.isEmpty ? "\u{1B}[\(sgr)m\(text)\u{1B}[0m" : text
    }

    /// The spinner's picture at an instant, in seconds.
    func spinner(_ seconds: Double) -> String {
        let pictures = Array(usesUnicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "|/-\\")
        guard seconds.isFinite, abs(seconds) < 1e15 else { return String(pictures[0]) }
        let step = Int((seconds * 10).rounded(.down)) % pictures.count
        return String(pictures[(step + pictures.count) % pictures.count])
    }

    /// A bar that is filled in part.
    func bar(_ share: Double, width: Int) -> String {
        let part = share.isFinite ? min(max(share, 0), 1) : 0
        // Full only when all is done, empty only when nothing is.
        var filled = Int((part * Double(width)).rounded(.down))
        if part > 0, filled == 0, width > 1 { filled = 1 }
        return String(repeating: usesUnicode ? "█" : "#", count: max(0, filled))
            + String(repeating: usesUnicode ? "░" : ".", count: max(0, width - filled))
    }
}
