// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Bytes as text: Base64.
///
/// RFC 4648, sections 4 and 5.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlAlphabet = Array(alphabet.dropLast(2) + "-_".utf8)
    private static let padding = UInt8(ascii: "=")

    /// Writes bytes with padding.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: The text; empty for no bytes.
    package static func text(of bytes: [UInt8]) -> String {
        text(of: bytes, alphabet: alphabet, isPadded: true)
    }

    /// Writes bytes as URLs and tokens have them: with `-` and `_`, without padding.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: The text; empty for no bytes.
    package static func urlText(of bytes: [UInt8]) -> String {
        text(of: bytes, alphabet: urlAlphabet, isPadded: false)
    }

    private static func text(of bytes: [UInt8], alphabet: [UInt8], isPadded: Bool) -> String {
        var text: [UInt8] = []
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] { text.append(alphabet[Int(group >> shift & 63)]) }
            (group, count) = (0, 0)
        }
        if count > 0 {
            group <<= UInt32(8 * (3 - count))
            for shift in [18, 12, 6, 0].prefix(count + 1) as ArraySlice<UInt32> {
                text.append(alphabet[Int(group >> shift & 63)])
            }
            if isPadded { text.append(contentsOf: repeatElement(padding, count: 3 - count)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads bytes.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The bytes; nil when the text is not Base64 with its padding, or has anything else in it.
    package static func bytes(of text: String) -> [UInt8]? {
        let code = Array(text.utf8)
        guard code.count.isMultiple(of: 4) else { return nil }
        let padded = code.reversed().prefix(2).prefix { $0 == padding }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(code.count / 4 * 3)
        var group: UInt32 = 0
        for (place, byte) in code.enumerated() {
            guard let value = place < code.count - padded ? value(of: byte) : 0 else { return nil }
            group = group << 6 | value
            guard place & 3 == 3 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            group = 0
        }
        bytes.removeLast(padded)
        return bytes
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
