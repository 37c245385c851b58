// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension ScenarioReader {
    /// Reads a text, also one that looks like a number.
    mutating func text(_ node: YAMLNode, _ what: String) -> String? {
        if case .scalar(let text, _) = node.value { return text }
        fault(node.position, "\(what) is missing here; there is \(node.kind)")
        return nil
    }

    /// Reads a duration: a text with a unit.
    mutating func duration(_ node: YAMLNode) -> Duration? {
        if case .scalar(let text, _) = node.value, let duration = DurationText.duration(text) { return duration }
        fault(node.position, "a duration is \(DurationText.help), not \(node.kind)")
        return nil
    }

    /// Reads a condition in words.
    mutating func condition(_ node: YAMLNode) -> Condition? {
        guard case .scalar(let text, _) = node.value else {
            fault(node.position, "a condition in words, as in “led1:A is high”, is missing here; there is \(node.kind)")
            return nil
        }
        do throws(ConditionSyntaxError) {
            return try Condition(parsing: text)
        } catch {
            fault(node.position, "“\(text)” is no condition: \(error)")
            return nil
        }
    }

    /// Reads a level: 0 or 1.
    mutating func level(_ node: YAMLNode) -> Logic? {
        switch node.value {
        case .scalar("0", _): return .low
        case .scalar("1", _): return .high
        default:
            fault(node.position, "a pin's value is 0 or 1, not \(node.kind)")
            return nil
        }
    }

    /// Reads a value of a control or an output: a number where it looks like one and has no quotes, else a text.
    mutating func value(_ node: YAMLNode) -> PartValue? {
        switch node.value {
        case .scalar("true", false): return .flag(true)
        case .scalar("false", false): return .flag(false)
        case .scalar(let text, let isQuoted):
            if !isQuoted, let number = Double(text), number.isFinite { return .number(number) }
            return .text(text)
        default:
            fault(node.position, "a value is a number or a text, not \(node.kind)")
            return nil
        }
    }

    /// Reads what is written to a serial input: a text, or a list of bytes.
    mutating func bytes(_ node: YAMLNode) -> [UInt8]? {
        switch node.value {
        case .scalar(let text, _): return Array(text.utf8)
        case .sequence(let nodes) where !nodes.isEmpty:
            var bytes: [UInt8] = []
            for node in nodes {
                guard case .scalar(let text, false) = node.value, let byte = Self.byte(text) else {
                    fault(node.position, "a byte is a number from 0 to 255, not \(node.kind)")
                    return nil
                }
                bytes.append(byte)
            }
            return bytes
        default:
            fault(node.position, "write-serial takes a text, or a list of bytes that is not empty; not \(node.kind)")
            return nil
        }
    }

    private static func byte(_ text: String) -> UInt8? {
        text.hasPrefix("0x") ? UInt8(text.dropFirst(2), radix: 16) : UInt8(text)
    }
}
