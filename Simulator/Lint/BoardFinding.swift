// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something about a board that a person should look at: what can't work, what may do harm, what was left out.
public struct BoardFinding: Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// It may do harm or can't work as drawn.
        case warning
        /// It works here, or with the right settings; hardware may need more.
        case note
    }

    /// What was found.
    public let rule: Rule
    /// The part, pin or net that it is about, such as `led1` or `rpi:GPIO14`.
    public let subject: String
    /// What is the matter, in words.
    public let message: String
    /// What to do, in words.
    public let advice: String
    /// Where in the file; nil where that is not known.
    public private(set) var place: DiagramPlace?

    /// Makes a finding.
    ///
    /// - Parameters:
    ///   - rule: What was found.
    ///   - subject: The part, pin or net that it is about.
    ///   - message: What is the matter, in words.
    ///   - advice: What to do, in words.
    ///   - place: Where in the file.
    public init(_ rule: Rule, subject: String, message: String, advice: String, place: DiagramPlace? = nil) {
        self.rule = rule
        self.subject = subject
        self.message = message
        self.advice = advice
        self.place = place
    }

    /// How much it matters.
    public var severity: Severity { rule.severity }

    /// The rule, the message and the advice.
    public var description: String { "\(severity.rawValue) \(rule): \(message). \(advice)" }

    /// The same at a place in a file.
    func at(_ place: DiagramPlace?) -> BoardFinding {
        var finding = self
        finding.place = place
        return finding
    }
}
