// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A Python expression.
///
/// Whatever comes from a DAG goes into it as a `string` or a JSON value; `code` is for what this target spells itself.
indirect enum PythonExpression {
    /// A name, or other code without any text of a DAG in it.
    case code(String)
    /// A string literal.
    case string(String)
    /// A list.
    case list([PythonExpression])
    /// A dictionary with strings as keys, in this order.
    case dictionary([(key: String, value: PythonExpression)])
    /// A call of a function by its name.
    case call(String, [Argument])
    /// A call of what an expression gives: its method, or, without a name, itself.
    case chain(PythonExpression, method: String?, [Argument])

    /// An argument of a call.
    struct Argument {
        /// The parameter's name; nil: the argument stands at its place.
        var name: String?
        /// The value.
        var value: PythonExpression

        /// Makes an argument.
        init(_ name: String? = nil, _ value: PythonExpression) {
            self.name = name
            self.value = value
        }
    }

    /// The literal of a JSON value; members are sorted by name.
    static func json(_ value: JSONValue) -> Self {
        switch value {
        case .null: .code("None")
        case .bool(let flag): .bool(flag)
        case .int(let number): .code(String(number))
        case .double(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .list(elements.map(json))
        case .object(let members):
            .dictionary(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
        }
    }

    /// `True` or `False`.
    static func bool(_ flag: Bool) -> Self { .code(flag ? "True" : "False") }

    /// A whole number.
    static func int(_ number: Int) -> Self { .code(String(number)) }

    /// A number that Python reads back as the same double.
    static func number(_ number: Double) -> Self {
        number.isFinite ? .code(PythonFloat.text(of: number)) : .call("float", [.init(nil, .string("\(number)"))])
    }

    /// A `timedelta`, in the largest unit that has no fraction.
    static func duration(seconds: Double) -> Self {
        let units: [(String, Double)] = [("days", 86_400), ("hours", 3600), ("minutes", 60), ("seconds", 1)]
        for (unit, length) in units where seconds > 0 {
            if let whole = Int64(exactly: seconds / length), Double(whole) * length == seconds {
                return .call("timedelta", [.init(unit, .code(String(whole)))])
            }
        }
        return .call("timedelta", [.init("seconds", seconds == 0 ? .code("0") : .number(seconds))])
    }

    /// The expression on one line; nil where a text in it is better read in several.
    var line: String? {
        switch self {
        case .code(let code): return code
        case .string(let text):
            // One line end at the very end is no second line.
            let isText = text.utf8.count > 40 && text.utf8.dropLast().contains(UInt8(ascii: "\n"))
            return isText ? nil : PythonString.literal(text)
        case .list(let elements): return Self.line(elements.map(\.line)).map { "[\($0)]" }
        case .dictionary(let members):
            return Self.line(
                members.map { member in member.value.line.map { "\(PythonString.literal(member.key)): \($0)" } }
            ).map { "{\($0)}" }
        case .call(let function, let arguments): return Self.line(arguments.map(\.line)).map { "\(function)(\($0))" }
        case .chain(let base, let method, let arguments):
            guard let base = base.line, let arguments = Self.line(arguments.map(\.line)) else { return nil }
            return "\(base)\(method.map { ".\($0)" } ?? "")(\(arguments))"
        }
    }

    private static func line(_ parts: [String?]) -> String? {
        var line = ""
        for part in parts {
            guard let part else { return nil }
            if !line.isEmpty { line += ", " }
            line += part
        }
        return line
    }
}

extension PythonExpression.Argument {
    /// The argument on one line; nil where a string in it has several lines.
    var line: String? { value.line.map { prefix + $0 } }

    /// What stands in front of the value.
    var prefix: String { name.map { "\($0)=" } ?? "" }
}
