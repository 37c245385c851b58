// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the text of a `.env` file.
///
/// One `NAME=value` a line, with or without `export` before it. `#` starts a comment at the beginning of a line and after
/// a space. A value in single quotes is taken as it is; in double quotes `\n`, `\r`, `\t`, `\\`, `\"` and `\$` are escapes;
/// both may go over several lines. Outside single quotes `${NAME}` and `${NAME:-default}` are replaced from the
/// environment, then from earlier lines. Nothing is ever executed.
package struct DotEnv {
    /// How long a value may grow by replacement, in bytes.
    private static let valueLimit = 1 << 20

    private let source: String
    private let environment: [String: String]
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var values: [String: String] = [:]

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - source: Where it is from, for errors.
    ///   - environment: What `${NAME}` refers to first.
    /// - Returns: The values by name; of two lines with one name the last counts.
    /// - Throws: ``LocalSecretsError`` with the line for anything that isn't of the form above.
    package static func parse(
        _ text: String, source: String, environment: [String: String] = [:]
    ) throws(LocalSecretsError) -> [String: String] {
        var parser = DotEnv(text, source, environment)
        while try parser.statement() {}
        return parser.values
    }

    private init(_ text: String, _ source: String, _ environment: [String: String]) {
        // A byte order mark is what some editors leave; the ends of lines may be those of Windows.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        bytes = Array(text.utf8).replacing(Array("\r\n".utf8), with: Array("\n".utf8))
        self.source = source
        self.environment = environment
    }

    /// Reads up to and with the next assignment; `false` at the end of the text.
    private mutating func statement() throws(LocalSecretsError) -> Bool {
        skipBlanks()
        while peek == UInt8(ascii: "\n") || peek == UInt8(ascii: "#") {
            skipLine()
            skipBlanks()
        }
        if peek == nil { return false }
        var name = readName()
        let isMarked = name == "export" && (peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t"))
        if isMarked {
            skipBlanks()
            // `export = x` sets a variable of that name.
            if peek != UInt8(ascii: "=") { name = readName() }
        }
        skipBlanks()
        guard !name.isEmpty else { throw fault("a line begins with a name: NAME=value, or with # for a comment") }
        guard peek == UInt8(ascii: "=") else { throw fault("'\(name)' is not followed by '='; write NAME=value") }
        position += 1
        skipBlanks()
        values[name] = try readValue()
        return true
    }

    private mutating func readValue() throws(LocalSecretsError) -> String {
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return try readBare() }
        let firstLine = line
        position += 1
        var value: [UInt8] = []
        while let byte = peek, byte != quote {
            if byte == UInt8(ascii: "\n") { line += 1 }
            position += 1
            if quote == UInt8(ascii: "'") {
                value.append(byte)
            } else if byte == UInt8(ascii: "\\") {
                value.append(try readEscape())
            } else if byte == UInt8(ascii: "$") {
                try expand(into: &value)
            } else {
                value.append(byte)
            }
        }
        guard peek == quote else {
            line = firstLine
            throw fault("a quote is not closed")
        }
        position += 1
        let end = position
        skipBlanks()
        guard peek == nil || peek == UInt8(ascii: "\n") || (peek == UInt8(ascii: "#") && position > end) else {
            throw fault("something stands behind the closing quote; a comment needs a space before its #")
        }
        skipLine()
        return String(decoding: value, as: UTF8.self)
    }

    private mutating func readBare() throws(LocalSecretsError) -> String {
        var value: [UInt8] = []
        // Expanded text keeps its space: only what stands in the file is trimmed.
        var kept = 0
        while let byte = peek, byte != UInt8(ascii: "\n") {
            let isAfterBlank = position > 0 && Self.isBlank(bytes[position - 1])
            if byte == UInt8(ascii: "#") && isAfterBlank { break }
            position += 1
            if byte == UInt8(ascii: "$") { try expand(into: &value) } else { value.append(byte) }
            if !Self.isBlank(byte) { kept = value.count }
        }
        skipLine()
        return String(decoding: value.prefix(kept), as: UTF8.self)
    }

    private mutating func readEscape() throws(LocalSecretsError) -> UInt8 {
        guard let byte = peek else { throw fault("a quote is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return UInt8(ascii: "\n")
        case UInt8(ascii: "r"): return UInt8(ascii: "\r")
        case UInt8(ascii: "t"): return UInt8(ascii: "\t")
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "$"): return byte
        default:
            throw fault(
                "the escapes in double quotes are \\n \\r \\t \\\\ \\\" \\$; double the '\\', or use single quotes")
        }
    }

    /// Goes on behind a `$`.
    private mutating func expand(into value: inout [UInt8]) throws(LocalSecretsError) {
        if peek == UInt8(ascii: "(") {
            throw fault("$( ) runs no command here; put the value in single quotes to keep it as it is")
        }
        guard peek == UInt8(ascii: "{") else {
            value.append(UInt8(ascii: "$"))
            return
        }
        position += 1
        let name = readName()
        var fallback: ArraySlice<UInt8>?
        if bytes[position...].starts(with: ":-".utf8) {
            position += 2
            let rest = bytes[position...].prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "\n") }
            fallback = rest
            position = rest.endIndex
        }
        guard !name.isEmpty, peek == UInt8(ascii: "}") else {
            throw fault("'${' needs a name and '}': ${NAME} or ${NAME:-default}; use single quotes to keep it as it is")
        }
        position += 1
        let known = environment[name] ?? values[name]
        if let fallback, known?.isEmpty ?? true {
            value += fallback
        } else if let known {
            value += known.utf8
        } else {
            throw fault("'${\(name)}' is not set; set it, or write ${\(name):-default}")
        }
        if value.count > Self.valueLimit { throw fault("the value grows beyond 1 MiB by replacement") }
    }

    private mutating func readName() -> String {
        let name = bytes[position...].prefix { byte in
            (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        // A name such as AIRFLOW_VAR_MY-KEY can't be exported by a shell, but can stand here.
        guard let first = name.first, first >= UInt8(ascii: "A") else { return "" }
        position = name.endIndex
        return String(decoding: name, as: UTF8.self)
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private mutating func skipBlanks() {
        while let byte = peek, Self.isBlank(byte) { position += 1 }
    }

    /// Skips the rest of the line with its end.
    private mutating func skipLine() {
        while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
        if peek != nil {
            position += 1
            line += 1
        }
    }

    private func fault(_ reason: String) -> LocalSecretsError {
        LocalSecretsError(source: source, line: line, reason: reason)
    }
}
