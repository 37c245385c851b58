// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunRuntime

/// An argument of Python code: a literal, a template, or what another task returned.
///
/// ```swift
/// ["rows": .input(rows.output), "day": "\(\.ds)", "limit": 10, "verbose": true, "names": ["a", "b"]]
/// ```
public struct PythonArgument: Sendable {
    let input: Input<JSONValue>

    /// An argument that is an input of any type, such as another task's output.
    ///
    /// - Parameter input: The input; the task gets an edge from each upstream it names.
    /// - Returns: The argument.
    public static func input<Value>(_ input: Input<Value>) -> PythonArgument {
        PythonArgument(input: input.map { try XComValue($0).decode(as: JSONValue.self) })
    }
}

extension PythonArgument: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string as it stands.
    public init(stringLiteral value: String) { input = .value(.string(value)) }
    /// A template.
    public init(stringInterpolation: Template) {
        self = .input(Input<String>(stringInterpolation: stringInterpolation))
    }
    /// A whole number.
    public init(integerLiteral value: Int64) { input = .value(.int(value)) }
    /// A number with a fraction.
    public init(floatLiteral value: Double) { input = .value(.double(value)) }
    /// `True` or `False`.
    public init(booleanLiteral value: Bool) { input = .value(.bool(value)) }
    /// `None`.
    public init(nilLiteral: ()) { input = .value(.null) }
    /// A list as it stands.
    public init(arrayLiteral elements: JSONValue...) { input = .value(.array(elements)) }
    /// A dict as it stands; of two members with one name the last one stays.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        input = .value(.object(Dictionary(elements, uniquingKeysWith: { $1 })))
    }
}
