// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads conditions as people write them.
///
/// ```text
/// condition  = all { "or" all }
/// all        = one { "and" one }
/// one        = "not" one | "(" condition ")" | signal [ test ]
/// test       = "is" [ "not" ] ( "high" | "low" | "1" | "0" | "on" | "off" | "X" | "floating" | "Z" )
///            | ( "<" | "<=" | ">" | ">=" ) number | ( "shows" | "contains" ) text
/// ```
///
/// A signal without a test is asked whether it is on. A text stands in quotes, single or double ones.
struct ConditionParser {
    private static let maximumDepth = 64

    private let tokens: [Token]
    private var index = 0
    private var depth = 0

    private enum Token: Hashable {
        case word(String)
        case text(String)
        case comparison(ConditionNode.Comparison)
        case open, close

        var description: String {
            switch self {
            case .word(let word): word
            case .text(let text): "'\(text)'"
            case .comparison(let comparison): comparison.rawValue
            case .open: "("
            case .close: ")"
            }
        }
    }

    init(_ text: String) throws(ConditionSyntaxError) { tokens = try Self.tokens(of: text) }

    /// Reads the whole text.
    mutating func parse() throws(ConditionSyntaxError) -> ConditionNode {
        let node = try condition()
        guard index == tokens.count else { throw error("“and” or “or” is missing") }
        return node
    }

    // MARK: Grammar

    private mutating func condition() throws(ConditionSyntaxError) -> ConditionNode {
        var node = try all()
        while skip("or") { node = .or(node, try all()) }
        return node
    }

    private mutating func all() throws(ConditionSyntaxError) -> ConditionNode {
        var node = try one()
        while skip("and") { node = .and(node, try one()) }
        return node
    }

    private mutating func one() throws(ConditionSyntaxError) -> ConditionNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth) levels") }
        if skip("not") { return .not(try one()) }
        if next == .open {
            index += 1
            let node = try condition()
            guard next == .close else { throw error("a closing parenthesis is missing") }
            index += 1
            return node
        }
        guard case .word(let name)? = next, !Self.keywords.contains(name) else {
            throw error("the name of a signal is missing")
        }
        index += 1
        return try test(Probe(name))
    }

    private mutating func test(_ probe: Probe) throws(ConditionSyntaxError) -> ConditionNode {
        switch next {
        case .comparison(let comparison)?:
            index += 1
            guard case .word(let word)? = next, let number = Double(word), number.isFinite else {
                throw error("a number is missing")
            }
            index += 1
            return .number(probe, comparison, number)
        case .word("is")?:
            index += 1
            if skip("not") { return .not(try state(probe)) }
            return try state(probe)
        case .word("shows")?, .word("contains")?:
            let isWhole = next == .word("shows")
            index += 1
            guard case .text(let text)? = next else { throw error("a text in quotes is missing") }
            index += 1
            return .text(probe, text, isWhole: isWhole)
        case .word("floats")?:
            index += 1
            return .level(probe, .floating)
        default: return .on(probe)
        }
    }

    private mutating func state(_ probe: Probe) throws(ConditionSyntaxError) -> ConditionNode {
        defer { index += 1 }
        switch next {
        case .word("high")?, .word("1")?: return .level(probe, .high)
        case .word("low")?, .word("0")?: return .level(probe, .low)
        case .word("X")?, .word("x")?, .word("unknown")?: return .level(probe, .unknown)
        case .word("Z")?, .word("z")?, .word("floating")?: return .level(probe, .floating)
        case .word("on")?: return .on(probe)
        case .word("off")?: return .not(.on(probe))
        default: throw error("“is” is followed by high, low, on, off, X or floating")
        }
    }

    // MARK: Tokens

    private static let keywords: Set<String> = ["and", "or", "not", "is", "shows", "contains", "floats"]

    private var next: Token? { index < tokens.count ? tokens[index] : nil }

    private mutating func skip(_ word: String) -> Bool {
        guard next == .word(word) else { return false }
        index += 1
        return true
    }

    private func error(_ reason: String) -> ConditionSyntaxError {
        let place = next.map { "in front of “\($0.description.prefix(40))”" } ?? "at the end"
        return ConditionSyntaxError(description: "\(reason) \(place)")
    }

    private static func tokens(of text: String) throws(ConditionSyntaxError) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.first {
            switch character {
            case "(", ")":
                tokens.append(character == "(" ? .open : .close)
                rest.removeFirst()
            case "'", "\"":
                rest.removeFirst()
                guard let end = rest.firstIndex(of: character) else {
                    throw ConditionSyntaxError(description: "a text has no closing quote")
                }
                tokens.append(.text(String(rest[..<end])))
                rest = rest[rest.index(after: end)...]
            case "<", ">", "≤", "≥":
                rest.removeFirst()
                let orEqual = rest.first == "="
                if orEqual { rest.removeFirst() }
                let isLess = character == "<" || character == "≤"
                let isStrict = (character == "<" || character == ">") && !orEqual
                tokens.append(.comparison(isLess ? isStrict ? .less : .atMost : isStrict ? .more : .atLeast))
            case _ where character.isWhitespace: rest.removeFirst()
            default:
                let word = rest.prefix { !$0.isWhitespace && !"()'\"<>≤≥".contains($0) }
                tokens.append(.word(String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }
}
