// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Text for XML documents.
package enum XMLText {
    /// Escapes a text for an element's content or an attribute in quotes.
    ///
    /// Characters that XML 1.0 does not allow at all become U+FFFD.
    ///
    /// - Parameter text: Any text.
    /// - Returns: Text without markup.
    package static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: result += "&amp;"
            case 0x3C: result += "&lt;"
            case 0x3E: result += "&gt;"
            case 0x22: result += "&quot;"
            case 0x9: result += "&#9;"
            case 0xA: result += "&#10;"
            case 0xD: result += "&#13;"
            case 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: result.unicodeScalars.append(scalar)
            default: result += "\u{FFFD}"
            }
        }
        return result
    }
}
