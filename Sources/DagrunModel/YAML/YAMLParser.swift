// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the part of YAML 1.2 that people write configuration in, strictly.
///
/// Block and flow mappings and sequences, plain and quoted texts of one line, comments, one document. What makes YAML large
/// and its texts ambiguous is refused by name: anchors, aliases, tags, block texts (`|`, `>`), texts that go over several
/// lines, complex keys, duplicate keys, tabs as indentation.
///
/// A plain text stays a text: what `1` or `yes` stand for is decided by who reads the field; only `~`, `null` and nothing
/// at all are nothing.
package struct YAMLParser {
    /// How deep values may be nested; each level takes some hundred bytes of the stack.
    package static let maximumDepth = 64

    let bytes: [UInt8]
    /// The place of the next byte.
    var index = 0
    /// The present line, from 1, and the place of its first byte.
    var line = 1
    var lineStart = 0
    private var depth = 0
    // How many characters stand in front of a place in the present line; counted on from there.
    private var counted = (index: 0, column: 1)

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a text.
    ///
    /// - Parameter bytes: The text in UTF-8; a byte order mark in front is skipped.
    /// - Returns: The value of its document.
    /// - Throws: ``YAMLSyntaxError`` with the place.
    package static func parse(_ bytes: [UInt8]) throws(YAMLSyntaxError) -> YAMLNode {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var parser = YAMLParser(bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes)
        try parser.checkCharacters()
        try parser.skipToContent()
        if parser.isMarker("---") {
            parser.index += 3
            parser.skipSpaces()
            guard parser.isAtLineEnd else { throw parser.error("a document begins on the line below its ---") }
        }
        let node = try parser.blockNode(minimumColumn: 0)
        try parser.skipToContent()
        if parser.isMarker("...") {
            parser.index += 3
            try parser.skipToContent()
        }
        guard parser.isAtEnd else {
            throw parser.error(
                parser.isMarker("---") ? "a second document begins here; there can be only one" : "this fits nowhere")
        }
        return node
    }

    // MARK: Block style

    /// Reads the value that stands next, on this line or a later one; nothing, where that stands left of a column.
    private mutating func blockNode(minimumColumn: Int) throws(YAMLSyntaxError) -> YAMLNode {
        try skipToContent()
        let start = position
        guard isInside(minimumColumn) else { return YAMLNode(value: .null, position: start) }
        try enter()
        defer { leave() }
        if isEntry { return try blockSequence() }
        if try isKeyNext() { return try blockMapping() }
        let node = try inlineNode()
        try skipToContent()
        if isInside(minimumColumn) {
            throw error("a text ends with its line; for more of them, put \\n within double quotes")
        }
        return node
    }

    private mutating func blockSequence() throws(YAMLSyntaxError) -> YAMLNode {
        let start = position
        let column = column
        var elements: [YAMLNode] = []
        while isInside(column), self.column == column, isEntry {
            index += 1
            elements.append(try blockNode(minimumColumn: column + 1))
            try skipToContent()
        }
        if isInside(column + 1) { throw error("this stands further right than the list it follows") }
        return YAMLNode(value: .sequence(elements), position: start)
    }

    private mutating func blockMapping() throws(YAMLSyntaxError) -> YAMLNode {
        let start = position
        let column = column
        var members: [YAMLNode.Member] = []
        var keys: Set<String> = []
        while isInside(column), self.column == column {
            guard !isEntry, try isKeyNext() else { throw error("a key with a colon is missing here") }
            let keyPosition = position
            let key = try key(inFlow: false)
            guard keys.insert(key).inserted else { throw error("“\(key)” stands here twice", at: keyPosition) }
            skipSpaces()
            let value: YAMLNode
            if !isAtLineEnd {
                if isEntry { throw error("a list begins on the line below its key") }
                value = try inlineNode()
            } else {
                try skipToContent()
                // A list may stand below its key without being indented.
                let isList = isInside(column) && self.column == column && isEntry
                value = try isList ? blockSequence() : blockNode(minimumColumn: column + 1)
            }
            members.append(YAMLNode.Member(key: key, keyPosition: keyPosition, value: value))
            try skipToContent()
        }
        if isInside(column + 1) { throw error("this stands further right than the keys above it") }
        return YAMLNode(value: .mapping(members), position: start)
    }

    /// Reads a text or a value in flow style that ends with its line.
    private mutating func inlineNode() throws(YAMLSyntaxError) -> YAMLNode {
        let node = try isFlow ? flowNode() : scalar(inFlow: false)
        skipSpaces()
        guard isAtLineEnd else {
            throw error(
                next == UInt8(ascii: ":")
                    ? "a second colon in one line; put the text in quotes, or the mapping on the line below"
                    : "this follows a value that has ended; put the whole text in quotes, or a space in front of a #")
        }
        return node
    }

    // MARK: Places

    /// The place of the next character.
    var position: YAMLPosition {
        mutating get {
            if counted.index < lineStart || counted.index > index { counted = (lineStart, 1) }
            while counted.index < index {
                // The further bytes of a character begin with the bits 10.
                if bytes[counted.index] & 0xC0 != 0x80 { counted.column += 1 }
                counted.index += 1
            }
            return YAMLPosition(line: line, column: counted.column)
        }
    }

    /// How far the next byte is indented; within indentation a byte is a character.
    private var column: Int { index - lineStart }

    private func isInside(_ minimumColumn: Int) -> Bool {
        !isAtEnd && column >= minimumColumn && !isMarker("---") && !isMarker("...")
    }

    mutating func error(_ reason: String, at position: YAMLPosition? = nil) -> YAMLSyntaxError {
        YAMLSyntaxError(position: position ?? self.position, reason: reason)
    }

    /// Goes one level deeper.
    mutating func enter() throws(YAMLSyntaxError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth) levels") }
    }

    /// Comes back from a level.
    mutating func leave() { depth -= 1 }
}
