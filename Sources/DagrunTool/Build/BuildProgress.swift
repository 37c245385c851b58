// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One line on the terminal that says what the build is doing.
struct BuildProgress {
    /// Builds that end sooner than this show nothing.
    static let patience: Duration = .milliseconds(400)

    private let terminal: Terminal
    private let title: String
    private let start = ContinuousClock.now
    private var step = ""
    private var drawn: String?
    private var hasSpoken = false

    /// Begins with nothing drawn.
    ///
    /// - Parameters:
    ///   - terminal: What stderr is attached to.
    ///   - title: What is built, such as `mydags`.
    init(terminal: Terminal, title: String) {
        self.terminal = terminal
        self.title = title
    }

    /// Shows a piece of SwiftPM's output.
    mutating func show(_ piece: BuildOutput.Piece) {
        switch piece {
        case .step(let step):
            self.step = step
        case .text(let text):
            erase()
            writeToStandardError(text)
            hasSpoken = true
        }
    }

    /// Draws the line anew with the time that has passed.
    mutating func tick() {
        let elapsed = ContinuousClock.now - start
        guard elapsed >= Self.patience else { return }
        guard let columns = terminal.columns else {
            // A log gets one line for a build that takes a while.
            if !hasSpoken { writeToStandardError("building \(title)\n") }
            hasSpoken = true
            return
        }
        let line = Self.line(title: title, step: step, elapsed: elapsed, columns: columns)
        guard line != drawn else { return }
        drawn = line
        writeToStandardError("\r\u{1B}[2K" + line)
    }

    /// Takes the line away.
    mutating func erase() {
        if drawn != nil { writeToStandardError("\r\u{1B}[2K") }
        drawn = nil
    }

    /// The line, not longer than the terminal is wide.
    static func line(title: String, step: String, elapsed: Duration, columns: Int) -> String {
        let seconds = elapsed.components.seconds
        let time = seconds < 60 ? "\(seconds)s" : "\(seconds / 60)m\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)s"
        let text = "building \(title) \(time)  \(step)"
        let width = max(columns - 1, 1)
        return text.count <= width ? text : String(text.prefix(width - 1)) + "…"
    }
}
