// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// JSON is written straight into bytes: at tens of thousands of tasks a second anything in between would be its whole cost.
extension [UInt8] {
    /// Appends text that is known when this is compiled.
    package mutating func append(_ text: StaticString) { text.withUTF8Buffer { unsafe append(contentsOf: $0) } }

    /// Appends a whole number.
    package mutating func append(integer: Int) {
        if integer < 0 { append(UInt8(ascii: "-")) }
        var count = 1
        var bound: UInt = 10
        while count < 19, integer.magnitude >= bound {
            count += 1
            bound *= 10
        }
        append(digits: integer.magnitude, count: count)
    }

    /// Appends so many decimal digits, with zeros in front.
    package mutating func append(digits number: UInt, count: Int) {
        let start = self.count
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
        // One check that the array is ours alone, instead of one for each digit.
        unsafe withUnsafeMutableBufferPointer { bytes in
            var rest = number
            for place in (start..<(start + count)).reversed() {
                unsafe bytes[place] += UInt8(rest % 10)
                rest /= 10
            }
        }
    }

    /// Appends a string with its quotes; only quotes, backslashes and control characters are escaped.
    package mutating func append(jsonString text: String) {
        var text = text
        text.withUTF8 { code in unsafe append(quoted: code) }
    }

    /// Appends a string with its quotes; only quotes, backslashes and control characters are escaped.
    ///
    /// - Parameter code: The string in UTF-8.
    package mutating func append(jsonString code: ArraySlice<UInt8>) {
        unsafe code.withUnsafeBufferPointer { code in unsafe append(quoted: code) }
    }

    private mutating func append(quoted code: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        // One copy for all that lies between two escapes; most strings have none.
        var plain = 0
        for place in code.indices where unsafe Self.needsEscape(code[place]) {
            unsafe append(contentsOf: code[plain..<place])
            unsafe append(escapeOf: code[place])
            plain = place + 1
        }
        unsafe append(contentsOf: code[plain...])
        append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escapeOf byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x0C: append("\\f")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u00")
            append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
