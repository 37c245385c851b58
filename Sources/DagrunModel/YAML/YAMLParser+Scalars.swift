// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension YAMLParser {
    /// Whether a key of a block mapping comes next.
    mutating func isKeyNext() throws(YAMLSyntaxError) -> Bool {
        let start = index
        defer { index = start }
        if next == UInt8(ascii: "?"), isBreak(at: index + 1) || isBlank(at: index + 1) {
            throw error("a key can only be a text of one line; those with ? aren't read here")
        }
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            _ = try quoted()
            skipSpaces()
        case UInt8(ascii: "["), UInt8(ascii: "{"): return false
        default: _ = plain(inFlow: false)
        }
        return isColon(inFlow: false)
    }

    /// Reads a key and the colon behind it.
    mutating func key(inFlow: Bool) throws(YAMLSyntaxError) -> String {
        let start = position
        let isQuoted = next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
        let node = try scalar(inFlow: inFlow)
        skipSpaces()
        // Behind a quoted key of flow style the colon may stand close to the value, as in JSON.
        guard inFlow && isQuoted ? next == UInt8(ascii: ":") : isColon(inFlow: inFlow) else {
            throw error("a colon is missing behind the key")
        }
        index += 1
        switch node.value {
        case .scalar(let text, _) where !text.isEmpty: return text
        case .null: throw error("a key is missing, or one that is nothing needs quotes", at: start)
        default: throw error("a key is missing", at: start)
        }
    }

    /// Reads a text, quoted or plain.
    mutating func scalar(inFlow: Bool) throws(YAMLSyntaxError) -> YAMLNode {
        let start = position
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
            return YAMLNode(value: .scalar(try quoted(), isQuoted: true), position: start)
        }
        try checkPlainStart(inFlow: inFlow)
        let text = plain(inFlow: inFlow)
        let isNothing = ["", "~", "null", "Null", "NULL"].contains(text)
        return YAMLNode(value: isNothing ? .null : .scalar(text, isQuoted: false), position: start)
    }

    /// Whether a colon comes next that ends a key.
    private func isColon(inFlow: Bool) -> Bool { next == UInt8(ascii: ":") && isEnd(at: index + 1, inFlow: inFlow) }

    /// Whether a colon or a hyphen in front of a place stands by itself.
    private func isEnd(at place: Int, inFlow: Bool) -> Bool {
        isBreak(at: place) || isBlank(at: place) || inFlow && isFlowIndicator(at: place)
    }

    private func isFlowIndicator(at place: Int) -> Bool {
        switch byte(at: place) {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }

    private mutating func checkPlainStart(inFlow: Bool) throws(YAMLSyntaxError) {
        switch next {
        case UInt8(ascii: "&"): throw error("anchors (&name) aren't read here; write the value where it is needed")
        case UInt8(ascii: "*"): throw error("aliases (*name) aren't read here; write the value out")
        case UInt8(ascii: "!"): throw error("tags (!name) aren't read here; leave it out")
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            throw error("block texts (| and >) aren't read here; write the text in double quotes, with \\n for a break")
        case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: ","), UInt8(ascii: "]"),
            UInt8(ascii: "}"):
            throw error("a text that begins so needs quotes")
        case UInt8(ascii: "-"), UInt8(ascii: "?"):
            if isEnd(at: index + 1, inFlow: inFlow) { throw error("a text that begins so needs quotes") }
        default: break
        }
    }

    /// Steps over a plain text and returns it without the blanks at its end.
    private mutating func plain(inFlow: Bool) -> String {
        let start = index
        var end = index
        while !isBreak(at: index) {
            if isColon(inFlow: inFlow) || inFlow && isFlowIndicator(at: index) { break }
            if next == UInt8(ascii: "#"), index == start || isBlank(at: index - 1) { break }
            index += 1
            if !isBlank(at: index - 1) { end = index }
        }
        index = end
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func quoted() throws(YAMLSyntaxError) -> String {
        let start = position
        let quote = bytes[index]
        index += 1
        var text: [UInt8] = []
        while !isBreak(at: index) {
            let byte = bytes[index]
            if byte == quote {
                // In single quotes a doubled one stands for itself.
                guard quote == UInt8(ascii: "'"), self.byte(at: index + 1) == quote else {
                    index += 1
                    return String(decoding: text, as: UTF8.self)
                }
                index += 1
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                text.append(contentsOf: try escape().utf8)
                continue
            }
            text.append(byte)
            index += 1
        }
        throw error("this quote is not closed on its line", at: start)
    }

    /// Reads what a backslash stands for: YAML 1.2.2, section 5.7.
    private mutating func escape() throws(YAMLSyntaxError) -> String {
        let start = position
        let letter = byte(at: index + 1)
        index += 2
        switch letter {
        case UInt8(ascii: "0"): return "\0"
        case UInt8(ascii: "a"): return "\u{07}"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "t"), UInt8(ascii: "\t"): return "\t"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "v"): return "\u{0B}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "e"): return "\u{1B}"
        case UInt8(ascii: " "): return " "
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "N"): return "\u{85}"
        case UInt8(ascii: "_"): return "\u{A0}"
        case UInt8(ascii: "L"): return "\u{2028}"
        case UInt8(ascii: "P"): return "\u{2029}"
        case UInt8(ascii: "x"): return try scalar(digits: 2, since: start)
        case UInt8(ascii: "u"): return try scalar(digits: 4, since: start)
        case UInt8(ascii: "U"): return try scalar(digits: 8, since: start)
        default:
            index -= 2
            throw error("a backslash that stands for itself is written twice within double quotes", at: start)
        }
    }

    private mutating func scalar(digits: Int, since start: YAMLPosition) throws(YAMLSyntaxError) -> String {
        let text = String(decoding: bytes[index..<min(index + digits, bytes.count)], as: UTF8.self)
        guard text.utf8.count == digits, text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(text, radix: 16), let scalar = Unicode.Scalar(number)
        else { throw error("\(digits) hexadecimal digits of a character are missing here", at: start) }
        index += digits
        return String(scalar)
    }
}
