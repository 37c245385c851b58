// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

// The journal is written straight into bytes: at tens of thousands of tasks a second an encoder would be its whole cost.
extension [UInt8] {
    mutating func append(_ prefix: StaticString, member name: StaticString, string: String) {
        append(prefix)
        append(member: name, string: string)
    }

    mutating func append(member name: StaticString, string: String) {
        append(name: name)
        append(jsonString: string)
    }

    mutating func append(member name: StaticString, integer: Int) {
        append(name: name)
        append(integer: integer)
    }

    mutating func append(member name: StaticString, json: [UInt8]) {
        append(name: name)
        guard json.contains(where: { $0 == UInt8(ascii: "\n") }) else { return append(contentsOf: json) }
        // JSON has line ends between its parts only, and there a space does as well: an event stays one line.
        append(contentsOf: json.lazy.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    }

    private mutating func append(name: StaticString) {
        append(",\"")
        append(name)
        append("\":")
    }

    /// Appends text that is known when this is compiled.
    mutating func append(_ text: StaticString) { text.withUTF8Buffer { unsafe append(contentsOf: $0) } }

    mutating func append(integer: Int) {
        if integer < 0 { append(UInt8(ascii: "-")) }
        var count = 1
        var bound: UInt = 10
        while count < 19, integer.magnitude >= bound {
            count += 1
            bound *= 10
        }
        append(digits: integer.magnitude, count: count)
    }

    /// So many decimal digits, with zeros in front.
    private mutating func append(digits number: UInt, count: Int) {
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

    /// Seconds since 1970 with six digits behind the point.
    mutating func append(time: Date) {
        let seconds = time.timeIntervalSince1970
        guard seconds.isFinite, abs(seconds) < 1e11 else {
            append(UInt8(ascii: "0"))
            return
        }
        let microseconds = Int((seconds * 1e6).rounded())
        if microseconds < 0 { append(UInt8(ascii: "-")) }
        let (whole, fraction) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        append(integer: Int(whole))
        append(UInt8(ascii: "."))
        append(digits: fraction, count: 6)
    }

    mutating func append(jsonString text: String) {
        append(UInt8(ascii: "\""))
        defer { append(UInt8(ascii: "\"")) }
        // Ids and states, which are nearly all there is, have nothing to escape.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return append(contentsOf: text.utf8)
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0x0A: append(contentsOf: "\\n".utf8)
            case 0..<0x20:
                append(contentsOf: "\\u00".utf8)
                append(Self.hexDigits[Int(byte >> 4)])
                append(Self.hexDigits[Int(byte & 15)])
            default: append(byte)
            }
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
