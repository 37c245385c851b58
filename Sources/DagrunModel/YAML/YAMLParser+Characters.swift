// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension YAMLParser {
    var isAtEnd: Bool { index >= bytes.count }

    /// The next byte; nil at the end.
    var next: UInt8? { byte(at: index) }

    func byte(at place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

    /// Whether a line, or the text, ends at a place.
    func isBreak(at place: Int) -> Bool {
        guard let byte = byte(at: place) else { return true }
        return byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    func isBlank(at place: Int) -> Bool {
        let byte = byte(at: place)
        return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// Whether nothing more stands on the line, except for a comment.
    var isAtLineEnd: Bool { isBreak(at: index) || isComment }

    private var isComment: Bool {
        next == UInt8(ascii: "#") && (index == lineStart || isBlank(at: index - 1))
    }

    /// Whether an element of a block sequence begins.
    var isEntry: Bool {
        next == UInt8(ascii: "-") && (isBreak(at: index + 1) || byte(at: index + 1) == UInt8(ascii: " "))
    }

    /// Whether a marker such as `---` stands alone at the begin of a line.
    func isMarker(_ marker: StaticString) -> Bool {
        guard index == lineStart, isBreak(at: index + 3) || isBlank(at: index + 3) else { return false }
        return marker.withUTF8Buffer { unsafe bytes[index...].starts(with: $0) }
    }

    /// Steps over spaces and tabs.
    mutating func skipSpaces() {
        while isBlank(at: index) { index += 1 }
    }

    /// Steps over blank lines, indentation and comments.
    mutating func skipToContent() throws(YAMLSyntaxError) {
        while true {
            let start = index
            skipSpaces()
            if isAtLineEnd {
                guard nextLine() else { return }
            } else {
                if let tab = bytes[start..<index].firstIndex(of: UInt8(ascii: "\t")) {
                    index = tab
                    throw error("a tab stands where only spaces can")
                }
                return
            }
        }
    }

    /// Steps over the rest of the line; false at the end of the text.
    mutating func nextLine() -> Bool {
        while let byte = next {
            index += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = index
                return true
            }
        }
        return false
    }

    /// Refuses what no text may hold, so that the rest need not look for it.
    mutating func checkCharacters() throws(YAMLSyntaxError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            moveOn(to: error.byteOffsets.lowerBound)
            throw self.error("this is not UTF-8")
        }
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"): continue
            case UInt8(ascii: "\r") where self.byte(at: place + 1) == UInt8(ascii: "\n"): continue
            case 0..<0x20, 0x7F:
                moveOn(to: place)
                throw error("a control character, number \(byte)")
            default: continue
            }
        }
    }

    private mutating func moveOn(to place: Int) {
        for other in bytes[..<place].indices where bytes[other] == UInt8(ascii: "\n") {
            line += 1
            lineStart = other + 1
        }
        index = place
    }
}
