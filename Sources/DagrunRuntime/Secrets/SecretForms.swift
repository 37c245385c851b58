// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// The spellings in which a secret turns up in logs.
enum SecretForms {
    /// The secret itself and what common encodings make of it.
    ///
    /// Airflow masks the secret, and a password in percent encoding too. Here each secret is masked in percent encoding
    /// and inside JSON texts, without the space around it, and, when it is a key of several lines, line by line.
    static func all(of secret: String) -> Set<String> {
        var forms: Set<String> = [secret]
        let trimmed = secret.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        forms.insert(String(trimmed))
        for form in forms {
            forms.insert(PercentCoding.quote(form))
            forms.insert(PercentCoding.quote(form, keepSlash: true))
            forms.insert(PercentCoding.quote(form, spaceAsPlus: true))
            let escaped = escapedForJSON(form, asciiOnly: false)
            forms.insert(escaped)
            forms.insert(escapedForJSON(form, asciiOnly: true))
            forms.insert(escaped.replacing("/", with: "\\/"))
        }
        // A log is cut into lines before it is masked elsewhere. Only lines of key material are worth it: a line of JSON
        // or prose would be masked wherever it occurs.
        for line in secret.split(whereSeparator: \.isNewline) where line.utf8.count >= 16 {
            if line.utf8.allSatisfy(isBase64) { forms.insert(String(line)) }
        }
        return forms
    }

    /// The credentials of HTTP's basic authentication.
    ///
    /// RFC 7617, section 2.
    static func basicCredentials(login: String, password: String) -> String {
        Base64.text(of: Array("\(login):\(password)".utf8))
    }

    private static func escapedForJSON(_ text: String, asciiOnly: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            default:
                if scalar.value >= 0x20 && (scalar.isASCII || !asciiOnly) {
                    result.unicodeScalars.append(scalar)
                } else {
                    for unit in String(scalar).utf16 { result += hexEscape(unit) }
                }
            }
        }
        return result
    }

    private static func hexEscape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
