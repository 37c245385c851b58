// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Percent encoding as Python's `urllib.parse` does it.
///
/// RFC 3986, section 2.1.
package enum PercentCoding {
    /// Encodes all bytes but letters, digits and `_.-~`.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - keepSlash: Whether `/` stays as well.
    ///   - spaceAsPlus: Whether a space becomes `+`.
    /// - Returns: The encoded text.
    package static func quote(_ text: String, keepSlash: Bool = false, spaceAsPlus: Bool = false) -> String {
        let encoded = encode(text) { byte, _ in
            !isUnreserved(byte) && !(keepSlash && byte == UInt8(ascii: "/"))
                && !(spaceAsPlus && byte == UInt8(ascii: " "))
        }
        return spaceAsPlus ? encoded.replacing(" ", with: "+") : encoded
    }

    /// Encodes some bytes.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - mustEncode: Whether a byte at a place is encoded.
    /// - Returns: The encoded text.
    package static func encode(_ text: String, where mustEncode: (_ byte: UInt8, _ place: Int) -> Bool) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for (place, byte) in text.utf8.enumerated() {
            if mustEncode(byte, place) {
                result.append(UInt8(ascii: "%"))
                result.append(hexDigit(byte >> 4))
                result.append(hexDigit(byte & 15))
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Decodes `%xx`; what is no such sequence stays, and bytes that are not UTF-8 become U+FFFD.
    ///
    /// - Parameters:
    ///   - bytes: The encoded text.
    ///   - plusAsSpace: Whether `+` stands for a space.
    /// - Returns: The text.
    package static func unquote(_ bytes: some Collection<UInt8>, plusAsSpace: Bool = false) -> String {
        let bytes = Array(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = value(bytes[index + 1]), let low = value(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(plusAsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + (nibble & 15) - 10
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
