// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes Python statements, laid out as `ruff format` would.
struct PythonWriter {
    /// The longest line that is not broken, in bytes.
    static let width = 100

    /// The source so far.
    private(set) var text = ""
    private var depth = 0
    /// What the next statement is to keep a distance from.
    private var last = Last.opening

    private enum Last { case opening, line, block, blank }

    /// Writes a line as it is.
    mutating func line(_ code: String) { put(code) }

    /// Writes an empty line, but none at the beginning of a block and never two.
    mutating func blank() {
        guard last == .line || last == .block else { return }
        text += "\n"
        last = .blank
    }

    /// Writes two empty lines, as they stand around what is at the top of a file.
    mutating func gap() {
        blank()
        text += "\n"
    }

    /// Keeps what comes next right behind what was written.
    mutating func join() { last = .opening }

    /// Writes a block: its first line, which may need several, and indented what the body writes.
    mutating func block(
        _ prefix: String, _ expression: PythonExpression, _ suffix: String, body: (inout PythonWriter) -> Void
    ) {
        blank()
        lay(prefix, expression, suffix)
        depth += 1
        last = .opening
        body(&self)
        depth -= 1
        last = .block
    }

    /// Writes a statement; one that needs several lines is set apart.
    mutating func statement(_ prefix: String = "", _ expression: PythonExpression) {
        if fits(prefix, expression, "") == nil || last == .block { blank() }
        let isLong = lay(prefix, expression, "")
        last = isLong ? .block : .line
    }

    private mutating func put(_ code: String) {
        if last == .block { blank() }
        for _ in 0..<depth { text += "    " }
        text += code
        text += "\n"
        last = .line
    }

    private func fits(_ prefix: String, _ expression: PythonExpression, _ suffix: String) -> String? {
        guard let line = expression.line else { return nil }
        let length = 4 * depth + prefix.utf8.count + line.utf8.count + suffix.utf8.count
        return length <= Self.width ? prefix + line + suffix : nil
    }

    /// Writes an expression in as many lines as it needs.
    ///
    /// - Returns: Whether it needed more than one.
    @discardableResult
    private mutating func lay(_ prefix: String, _ expression: PythonExpression, _ suffix: String) -> Bool {
        if let line = fits(prefix, expression, suffix) {
            put(line)
            return false
        }
        switch expression {
        case .code(let code): put(prefix + code + suffix)
        case .string(let text):
            let parts = Self.lines(of: text)
            guard parts.count > 1 else {
                put(prefix + PythonString.literal(text) + suffix)
                return false
            }
            enclose(prefix + "(", ")" + suffix) { writer in
                for part in parts { writer.put(PythonString.literal(part)) }
            }
        case .list(let elements):
            enclose(prefix + "[", "]" + suffix) { writer in
                for element in elements { writer.lay("", element, ",") }
            }
        case .dictionary(let members):
            enclose(prefix + "{", "}" + suffix) { writer in
                for member in members { writer.lay("\(PythonString.literal(member.key)): ", member.value, ",") }
            }
        case .call(let function, let arguments): lay("\(prefix)\(function)", arguments, suffix)
        case .chain(let base, let method, let arguments):
            let method = method.map { ".\($0)" } ?? ""
            guard !arguments.isEmpty else {
                lay(prefix, base, "\(method)()\(suffix)")
                break
            }
            lay(prefix, base, "\(method)(")
            depth += 1
            for argument in arguments { lay(argument.prefix, argument.value, ",") }
            depth -= 1
            put(")" + suffix)
        }
        return true
    }

    private mutating func lay(_ prefix: String, _ arguments: [PythonExpression.Argument], _ suffix: String) {
        enclose(prefix + "(", ")" + suffix) { writer in
            for argument in arguments { writer.lay(argument.prefix, argument.value, ",") }
        }
    }

    private mutating func enclose(_ opening: String, _ closing: String, _ body: (inout PythonWriter) -> Void) {
        put(opening)
        depth += 1
        body(&self)
        depth -= 1
        put(closing)
    }

    /// A text cut behind each line end.
    private static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar)
            guard scalar == "\n" else { continue }
            lines.append(String(line))
            line = String.UnicodeScalarView()
        }
        if !line.isEmpty { lines.append(String(line)) }
        return lines
    }
}
