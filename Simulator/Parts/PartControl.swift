// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a person, a test or a scenario can set of a part.
public struct PartControl: Sendable, Hashable {
    /// What values a control takes.
    public enum Kind: Sendable, Hashable {
        /// Yes or no.
        case flag
        /// A number within a range, in steps where `step` is more than 0.
        case number(ClosedRange<Double>, step: Double, unit: String)
        /// One of some texts.
        case choice([String])
        /// Any text.
        case text
    }

    /// The name, as in a scenario's `control: pressed`.
    public let name: String
    /// What values it takes.
    public let kind: Kind
    /// The value at the begin.
    public let initial: PartValue

    /// Makes a control that is on or off.
    ///
    /// - Parameters:
    ///   - name: The name, as in a scenario's `control: pressed`.
    ///   - initial: The value at the begin.
    /// - Returns: The control.
    public static func flag(_ name: String, initial: Bool = false) -> PartControl {
        PartControl(name: name, kind: .flag, initial: .flag(initial))
    }

    /// Makes a control with a number.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - range: The numbers that it takes.
    ///   - step: How far apart they are; 0: any.
    ///   - unit: The unit, as in `°C`; empty for none.
    ///   - initial: The value at the begin, taken into the range.
    /// - Returns: The control.
    public static func number(
        _ name: String, in range: ClosedRange<Double>, step: Double = 0, unit: String = "", initial: Double
    ) -> PartControl {
        PartControl(
            name: name, kind: .number(range, step: step, unit: unit),
            initial: .number(min(max(initial, range.lowerBound), range.upperBound)))
    }

    /// Makes a control with some choices.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - choices: The texts that it takes; at least one.
    ///   - initial: The value at the begin; nil: the first one.
    /// - Returns: The control.
    public static func choice(_ name: String, _ choices: [String], initial: String? = nil) -> PartControl {
        PartControl(name: name, kind: .choice(choices), initial: .text(initial ?? choices.first ?? ""))
    }

    /// Makes a control with a text.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - initial: The value at the begin.
    /// - Returns: The control.
    public static func text(_ name: String, initial: String = "") -> PartControl {
        PartControl(name: name, kind: .text, initial: .text(initial))
    }

    /// Fits a value to the control: flags and numbers turn into each other, and a text is read as what is wanted.
    ///
    /// - Parameter value: The value, as a test or a scenario says it.
    /// - Returns: The value that the part gets.
    /// - Throws: ``PartError`` when it doesn't fit.
    public func fitted(_ value: PartValue) throws(PartError) -> PartValue {
        switch (kind, value) {
        case (.flag, .flag), (.text, .text): return value
        case (.flag, .number(let number)) where number == 0 || number == 1: return .flag(number == 1)
        case (.flag, .text("0")), (.flag, .text("false")): return .flag(false)
        case (.flag, .text("1")), (.flag, .text("true")): return .flag(true)
        case (.text, .number(let number)):
            return .text(Int(exactly: number).map { String($0) } ?? String(number))
        case (.number, .text(let text)):
            guard let number = Double(text) else { break }
            return try fitted(.number(number))
        case (.number(let range, let step, let unit), _):
            guard let number = value.number, number.isFinite else { break }
            guard range.contains(number) else {
                throw PartError(
                    "the control ‘\(name)’ takes \(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " " + unit), not \(number)"
                )
            }
            guard step > 0 else { return .number(number) }
            let steps = ((number - range.lowerBound) / step).rounded()
            return .number(min(range.lowerBound + steps * step, range.upperBound))
        case (.choice(let choices), .text(let text)):
            if choices.contains(text) { return value }
            throw PartError(
                "the control ‘\(name)’ takes \(choices.map { "‘\($0)’" }.joined(separator: ", ")), not ‘\(text)’")
        default: break
        }
        let wanted =
            switch kind {
            case .flag: "0 or 1"
            case .number(let range, _, _): "a number from \(range.lowerBound) to \(range.upperBound)"
            case .choice(let choices): "one of \(choices.map { "‘\($0)’" }.joined(separator: ", "))"
            case .text: "a text"
            }
        throw PartError("the control ‘\(name)’ takes \(wanted), not ‘\(value)’")
    }
}
