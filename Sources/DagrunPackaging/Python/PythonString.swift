// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes strings as Python does.
package enum PythonString {
    /// The literal of a text: Python reads back exactly these characters, and nothing but a string.
    ///
    /// Whatever could end a line for some reader of the source (`str.splitlines` splits at more than line feeds), is
    /// invisible, or turns the direction of writing is escaped. Characters that a person can read stay as they are.
    ///
    /// - Parameter text: The text.
    /// - Returns: The literal on one line, in double quotes.
    package static func literal(_ text: String) -> String {
        var literal = "\""
        literal.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case " "..."~": literal.unicodeScalars.append(scalar)
            default:
                if isReadable(scalar) {
                    literal.unicodeScalars.append(scalar)
                } else {
                    literal += escape(scalar)
                }
            }
        }
        return literal + "\""
    }

    private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: !scalar.isASCII
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (mark, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(mark)" + String(repeating: "0", count: width - digits.count) + digits
    }
}
