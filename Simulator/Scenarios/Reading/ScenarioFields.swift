// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// The fields of a mapping, as far as they were not read yet.
struct ScenarioFields {
    private let what: String
    private let position: YAMLPosition
    private let known: [String]
    private var members: [String: YAMLNode.Member] = [:]
    private var isMapping = true
    private var isGood = true

    /// Takes a mapping.
    ///
    /// - Parameters:
    ///   - node: The mapping; when it is none, that is a fault when fields are refused.
    ///   - what: What it describes, for messages.
    ///   - known: The fields there may be.
    init(_ node: YAMLNode, what: String, known: [String]) {
        self.what = what
        self.known = known
        position = node.position
        guard case .mapping(let members) = node.value else {
            isMapping = false
            return
        }
        for member in members { self.members[member.key] = member }
    }

    /// Whether a field was written.
    func has(_ key: String) -> Bool { members[key] != nil }

    mutating func required(_ key: String, _ reader: inout ScenarioReader) -> YAMLNode? {
        if let member = members.removeValue(forKey: key), member.value.value != .null { return member.value }
        if isMapping { fault(&reader, "\(what) needs “\(key)”") }
        return nil
    }

    mutating func text(_ key: String, or other: String? = nil, _ reader: inout ScenarioReader) -> String? {
        let key = members[key] == nil ? other.flatMap { members[$0] == nil ? nil : $0 } ?? key : key
        guard let node = required(key, &reader) else { return nil }
        return scalar(node, key, &reader)
    }

    mutating func optionalText(_ key: String, _ reader: inout ScenarioReader) -> String? {
        guard let member = members.removeValue(forKey: key) else { return nil }
        return scalar(member.value, key, &reader)
    }

    private mutating func scalar(_ node: YAMLNode, _ key: String, _ reader: inout ScenarioReader) -> String? {
        if case .scalar(let text, _) = node.value { return text }
        fault(&reader, "“\(key)” is a text, not \(node.kind)", at: node.position)
        return nil
    }

    mutating func duration(_ key: String, _ reader: inout ScenarioReader) -> Duration? {
        guard let member = members.removeValue(forKey: key) else { return nil }
        let duration = reader.duration(member.value)
        if duration == nil { isGood = false }
        return duration
    }

    mutating func number(_ key: String, _ reader: inout ScenarioReader) -> Double? {
        guard let member = members.removeValue(forKey: key) else { return nil }
        if case .scalar(let text, false) = member.value.value, let number = Double(text), number.isFinite, number >= 0 {
            return number
        }
        fault(&reader, "“\(key)” is a number of zero or more, not \(member.value.kind)", at: member.value.position)
        return nil
    }

    /// A share of a whole, written as `0.05` or `5%`.
    mutating func share(_ key: String, _ reader: inout ScenarioReader) -> Double? {
        guard let member = members.removeValue(forKey: key) else { return nil }
        if case .scalar(let text, false) = member.value.value {
            let isPercent = text.hasSuffix("%")
            let number = Double(isPercent ? text.dropLast() : text[...]).map { isPercent ? $0 / 100 : $0 }
            if let number, (0...1).contains(number) { return number }
        }
        fault(&reader, "“\(key)” is a share, as 0.05 or 5%, not \(member.value.kind)", at: member.value.position)
        return nil
    }

    mutating func count(_ key: String, _ reader: inout ScenarioReader) -> Int? {
        guard let member = members.removeValue(forKey: key) else { return nil }
        if let count = integer(member.value), (1...1_000_000).contains(count) { return count }
        fault(
            &reader, "“\(key)” is a whole number from 1 to 1000000, not \(member.value.kind)", at: member.value.position
        )
        return nil
    }

    func integer(_ node: YAMLNode) -> Int? {
        if case .scalar(let text, false) = node.value { Int(text) } else { nil }
    }

    /// Makes a fault of each field that is left over.
    ///
    /// - Returns: Whether all fields were as they should be.
    @discardableResult
    mutating func refuseOthers(_ reader: inout ScenarioReader) -> Bool {
        guard isMapping else {
            let fields = known.joined(separator: ", ")
            reader.fault(position, "\(what) is a mapping with \(fields)")
            return false
        }
        for member in members.values.sorted(by: {
            ($0.keyPosition.line, $0.keyPosition.column) < ($1.keyPosition.line, $1.keyPosition.column)
        }) {
            let hint = Suggestion.hint(for: member.key, in: known)
            let help = hint.isEmpty ? "; there are \(known.joined(separator: ", "))" : hint
            fault(&reader, "\(what) has no “\(member.key)”\(help)", at: member.keyPosition)
        }
        return isGood
    }

    private mutating func fault(_ reader: inout ScenarioReader, _ reason: String, at place: YAMLPosition? = nil) {
        isGood = false
        reader.fault(place ?? position, reason)
    }
}
