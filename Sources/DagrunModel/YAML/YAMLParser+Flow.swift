// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension YAMLParser {
    /// Whether a value in flow style begins.
    var isFlow: Bool { next == UInt8(ascii: "[") || next == UInt8(ascii: "{") }

    /// Reads a value within brackets, which may go over several lines, or a text between them.
    mutating func flowNode() throws(YAMLSyntaxError) -> YAMLNode {
        try enter()
        defer { leave() }
        switch next {
        case UInt8(ascii: "["): return try flowSequence()
        case UInt8(ascii: "{"): return try flowMapping()
        default: return try scalar(inFlow: true)
        }
    }

    private mutating func flowSequence() throws(YAMLSyntaxError) -> YAMLNode {
        let start = position
        index += 1
        var elements: [YAMLNode] = []
        while try !closes(UInt8(ascii: "]"), since: start) {
            elements.append(try flowNode())
            try skipFlowSpaces()
            if next == UInt8(ascii: ":") { throw error("a key within a list; put braces around it: {key: value}") }
            try separate(UInt8(ascii: "]"), since: start)
        }
        return YAMLNode(value: .sequence(elements), position: start)
    }

    private mutating func flowMapping() throws(YAMLSyntaxError) -> YAMLNode {
        let start = position
        index += 1
        var members: [YAMLNode.Member] = []
        var keys: Set<String> = []
        while try !closes(UInt8(ascii: "}"), since: start) {
            let keyPosition = position
            let key = try key(inFlow: true)
            guard keys.insert(key).inserted else { throw error("“\(key)” stands here twice", at: keyPosition) }
            try skipFlowSpaces()
            let value: YAMLNode
            if next == UInt8(ascii: ",") || next == UInt8(ascii: "}") {
                value = YAMLNode(value: .null, position: position)
            } else if isAtEnd {
                throw unclosed(start)
            } else {
                value = try flowNode()
            }
            members.append(YAMLNode.Member(key: key, keyPosition: keyPosition, value: value))
            try skipFlowSpaces()
            try separate(UInt8(ascii: "}"), since: start)
        }
        return YAMLNode(value: .mapping(members), position: start)
    }

    /// Steps over the closing bracket, if it comes next.
    private mutating func closes(_ bracket: UInt8, since start: YAMLPosition) throws(YAMLSyntaxError) -> Bool {
        try skipFlowSpaces()
        guard next == bracket else {
            if isAtEnd { throw unclosed(start) }
            return false
        }
        index += 1
        return true
    }

    /// Steps over a comma, unless the closing bracket comes next.
    private mutating func separate(_ bracket: UInt8, since start: YAMLPosition) throws(YAMLSyntaxError) {
        if next == UInt8(ascii: ",") {
            index += 1
        } else if isAtEnd {
            throw unclosed(start)
        } else if next != bracket {
            throw error("a comma or “\(Character(Unicode.Scalar(bracket)))” is missing here")
        }
    }

    private mutating func unclosed(_ start: YAMLPosition) -> YAMLSyntaxError {
        error("this bracket is never closed", at: start)
    }

    private mutating func skipFlowSpaces() throws(YAMLSyntaxError) {
        repeat { skipSpaces() } while isAtLineEnd && nextLine()
    }
}
