// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunModel

/// A pin of a part at a line.
struct LineUse {
    /// The rules by which a use gets names, the surest first.
    enum Rule: CaseIterable { case id, label, color, kind }

    private let part: WiredPart
    private let kind: String
    private let pin: String?
    private let line: (board: Int, line: Int)
    private let isActiveLow: Bool
    private let bias: Bias?
    private let isInput: Bool

    init(
        _ part: WiredPart, _ kind: String, pin: String?, _ line: (board: Int, line: Int), isActiveLow: Bool,
        bias: Bias?, isInput: Bool
    ) {
        self.part = part
        self.kind = kind
        self.pin = pin.map(Self.word)
        self.line = line
        self.isActiveLow = isActiveLow
        self.bias = bias
        self.isInput = isInput
    }

    func names(by rule: Rule) -> [String] {
        let suffix = pin.map { ".\($0)" } ?? ""
        switch rule {
        case .id: return ["\(part.id)\(suffix)", "\(kind).\(part.id)\(suffix)"]
        case .label: return word("label").map { ["\(kind).\($0)\(suffix)"] } ?? []
        case .color: return word("color").map { ["\(kind).\($0)\(suffix)"] } ?? []
        case .kind: return ["\(kind)\(suffix)"]
        }
    }

    func lineName(_ name: String) -> LineName {
        LineName(
            name: name, board: line.board, line: line.line, part: part.id, isActiveLow: isActiveLow,
            neededBias: bias, isInput: isInput)
    }

    private func word(_ attribute: String) -> String? {
        guard case .string(let text)? = part.part.attributes[attribute] else { return nil }
        let word = Self.word(text)
        return word.isEmpty ? nil : word
    }

    // Letters and digits in lower case; of what stands between them one `-` is left.
    private static func word(_ text: String) -> String {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
    }
}
