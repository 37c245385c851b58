// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Measures and cuts text in the columns of a terminal.
///
/// Wide and zero-width characters follow Unicode 16, UAX #11 (East Asian Width W and F) and the general categories Mn,
/// Me, Cf. Ambiguous characters count as narrow, as terminals do outside East Asian locales.
package enum DisplayWidth {
    /// The columns that a text takes.
    ///
    /// - Parameter text: One line of text without escape sequences.
    /// - Returns: The number of columns.
    package static func of(_ text: some StringProtocol) -> Int {
        // ASCII is by far the most common, and each of its printable bytes is a column.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The columns that a character takes: 0, 1 or 2.
    ///
    /// - Parameter character: The character.
    /// - Returns: The number of columns.
    package static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x20 || (value >= 0x7F && value < 0xA0) { return 0 }
        if value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        switch value {
        case 0x1160...0x11FF: return 0
        case 0x1100...0x115F, 0x2329, 0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// Cuts a text to a width, with an ellipsis in place of what is left out.
    ///
    /// - Parameters:
    ///   - text: One line of text without escape sequences.
    ///   - width: The most columns; below 1 nothing is left.
    /// - Returns: The text where it fits, else its beginning and `…`.
    package static func truncate(_ text: String, to width: Int) -> String {
        if width < 1 { return "" }
        if of(text) <= width { return text }
        var result = ""
        var used = 0
        for character in text {
            let next = of(character)
            if used + next > width - 1 { break }
            used += next
            result.append(character)
        }
        return result + "…"
    }

    /// Cuts a text to a width or fills it up with spaces.
    ///
    /// - Parameters:
    ///   - text: One line of text without escape sequences.
    ///   - width: The columns.
    ///   - right: Whether the text stands at the right.
    /// - Returns: A text of exactly that many columns.
    package static func fit(_ text: String, to width: Int, right: Bool = false) -> String {
        let cut = truncate(text, to: width)
        let space = String(repeating: " ", count: max(0, width - of(cut)))
        return right ? space + cut : cut + space
    }

    /// Makes a text safe to show on one line: control characters and line ends become spaces.
    ///
    /// - Parameter text: A text from outside.
    /// - Returns: The text without control characters and without bidirectional overrides.
    package static func oneLine(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: scalars.append(" ")
            case 0x202A...0x202E, 0x2066...0x2069: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
