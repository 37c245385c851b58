// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Names and texts as they stand in a VCD, where white space ends a word.
enum VCDText {
    /// A name without white space, which can't be taken for a keyword.
    static func name(_ name: String) -> String {
        let word = String(name.map { $0.isWhitespace || $0.isNewline ? "_" : $0 })
        return word.isEmpty || word.hasPrefix("$") ? "_" + word : word
    }

    /// A text as a `string` variable has it: with `\xNN` for what isn't printed, as GTKWave reads it.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\u{21}"..."\u{7E}": escaped.unicodeScalars.append(scalar)
            default:
                for byte in String(scalar).utf8 {
                    escaped += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
            }
        }
        return escaped
    }

    /// The text that was escaped; what is no escape stands for itself.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
                text.append(byte)
                continue
            }
            let letter = bytes[index]
            switch letter {
            case UInt8(ascii: "x"):
                let digits = bytes[(index + 1)...].prefix(2)
                guard digits.count == 2, let number = number(digits, radix: 16) else { fallthrough }
                text.append(number)
                index += 3
            case UInt8(ascii: "0")...UInt8(ascii: "3"):
                let digits = bytes[index...].prefix(3)
                guard digits.count == 3, let number = number(digits, radix: 8) else { fallthrough }
                text.append(number)
                index += 3
            case UInt8(ascii: "\\"):
                text.append(letter)
                index += 1
            default:
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func number(_ digits: ArraySlice<UInt8>, radix: Int) -> UInt8? {
        let text = String(decoding: digits, as: UTF8.self)
        return text.hasPrefix("+") || text.hasPrefix("-") ? nil : UInt8(text, radix: radix)
    }
}
