// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension UInt8 {
    /// The lower case of an ASCII letter, any other byte unchanged.
    var asciiLowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }

    /// Whether the byte is an ASCII digit.
    var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    /// Whether the byte is an ASCII letter.
    var isASCIILetter: Bool { asciiLowercased >= UInt8(ascii: "a") && asciiLowercased <= UInt8(ascii: "z") }

    /// Whether the byte may stand in a token, such as a method or a field name (RFC 9110, section 5.6.2).
    var isTokenCharacter: Bool {
        isASCIIDigit || isASCIILetter || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }

    /// Whether the byte is a control character, DEL included.
    var isASCIIControl: Bool { self < 0x20 || self == 0x7F }

    /// Whether the byte is a space or a horizontal tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
}
