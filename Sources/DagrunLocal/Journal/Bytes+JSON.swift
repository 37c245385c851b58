// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

// The journal is written straight into bytes: at tens of thousands of tasks a second an encoder would be its whole cost.
extension [UInt8] {
    mutating func append(_ prefix: String, member name: String, string: String) {
        append(contentsOf: prefix.utf8)
        append(member: name, string: string)
    }

    mutating func append(member name: String, string: String) {
        append(name: name)
        append(jsonString: string)
    }

    mutating func append(member name: String, integer: Int) {
        append(name: name)
        append(integer: integer)
    }

    mutating func append(member name: String, json: [UInt8]) {
        append(name: name)
        guard json.contains(where: { $0 == UInt8(ascii: "\n") }) else { return append(contentsOf: json) }
        // JSON has line ends between its parts only, and there a space does as well: an event stays one line.
        append(contentsOf: json.lazy.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    }

    private mutating func append(name: String) {
        append(UInt8(ascii: ","))
        append(UInt8(ascii: "\""))
        append(contentsOf: name.utf8)
        append(UInt8(ascii: "\""))
        append(UInt8(ascii: ":"))
    }

    mutating func append(integer: Int) {
        if integer >= 0 && integer < 10 {
            append(UInt8(ascii: "0") + UInt8(integer))
        } else {
            append(contentsOf: String(integer).utf8)
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
        append(contentsOf: String(whole).utf8)
        append(UInt8(ascii: "."))
        var divisor: UInt = 100_000
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(fraction / divisor % 10))
            divisor /= 10
        }
    }

    mutating func append(jsonString text: String) {
        append(UInt8(ascii: "\""))
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
        append(UInt8(ascii: "\""))
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
