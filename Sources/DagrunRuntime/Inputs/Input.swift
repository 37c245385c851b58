// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An input of a task: a value, a template, or what another task returns.
///
/// Write a literal, a string with interpolations (``Template``), or the `output` of a task. A value of another type than
/// `Value` does not compile.
///
/// ```swift
/// BashOperator("wc -l \(file.output)")          // a template over another task's output
/// LedOperator(color: pressed.output)            // another task's output
/// ```
public struct Input<Value: Codable & Sendable>: AnyInput {
    package let dependencies: [InputDependency]
    package let paramNames: [String]
    package let preview: String?
    /// The value, where it is known now.
    package let constant: Value?
    /// Whether it is an upstream's output in another form.
    package let isTransformed: Bool
    /// The mapped groups whose element it is made of: only what is inside them can take it.
    package let elementOf: [String]
    package let resolve: @Sendable (TaskContext) async throws -> Value
    package let render: (@Sendable (TaskContext) async throws -> String)?

    package init(
        dependencies: [InputDependency] = [], paramNames: [String] = [], preview: String? = nil,
        constant: Value? = nil, isTransformed: Bool = false, elementOf: [String] = [],
        render: (@Sendable (TaskContext) async throws -> String)? = nil,
        resolve: @escaping @Sendable (TaskContext) async throws -> Value
    ) {
        self.dependencies = dependencies
        self.paramNames = paramNames
        self.preview = preview
        self.constant = constant
        self.isTransformed = isTransformed
        self.elementOf = elementOf
        self.resolve = resolve
        self.render = render
    }

    /// An input whose value is known now.
    ///
    /// - Parameter value: The value.
    /// - Returns: The input.
    public static func value(_ value: Value) -> Input {
        Input(preview: "\(value)", constant: value) { _ in value }
    }

    /// An input that is worked out when the task runs.
    ///
    /// - Parameter compute: Makes the value from what the task may know.
    /// - Returns: The input.
    public static func computed(_ compute: @escaping @Sendable (TaskContext) async throws -> Value) -> Input {
        Input(resolve: compute)
    }

    /// An input made from this one.
    ///
    /// The edge stays: the task waits for the same upstream. Airflow's `XComArg.map`.
    ///
    /// - Parameter transform: Makes the new value.
    /// - Returns: The input.
    public func map<Other: Codable & Sendable>(_ transform: @escaping @Sendable (Value) throws -> Other)
        -> Input<Other>
    {
        Input<Other>(
            dependencies: dependencies, paramNames: paramNames, isTransformed: true, elementOf: elementOf
        ) { [resolve] context in
            try transform(try await resolve(context))
        }
    }

    /// This input, or nil where its upstream pushed nothing: because it was skipped or failed.
    ///
    /// For tasks whose trigger rule lets them run then. Templates and values are never nil.
    public var optional: Input<Value?> {
        let dependencies = dependencies.map { dependency in
            var dependency = dependency
            dependency.isOptional = true
            return dependency
        }
        return Input<Value?>(
            dependencies: dependencies, paramNames: paramNames, preview: preview, isTransformed: true,
            elementOf: elementOf
        ) { [resolve] context in
            do {
                return try await resolve(context)
            } catch is MissingXCom {
                return nil
            }
        }
    }
}

// Literals of one type each, so that the compiler can tell the type of an input from the literal alone.
extension Input: ExpressibleByIntegerLiteral where Value == Int {
    /// A whole number.
    public init(integerLiteral value: Int) { self = .value(value) }
}

extension Input: ExpressibleByFloatLiteral where Value == Double {
    /// A number with a fraction.
    public init(floatLiteral value: Double) { self = .value(value) }
}

extension Input: ExpressibleByBooleanLiteral where Value == Bool {
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .value(value) }
}

extension Input: ExpressibleByUnicodeScalarLiteral where Value == String {
    /// A string of one scalar.
    public init(unicodeScalarLiteral value: String) { self.init(stringLiteral: value) }
}

extension Input: ExpressibleByExtendedGraphemeClusterLiteral where Value == String {
    /// A string of one character.
    public init(extendedGraphemeClusterLiteral value: String) { self.init(stringLiteral: value) }
}

extension Input: ExpressibleByStringLiteral where Value == String {
    /// A string as it stands.
    public init(stringLiteral value: String) {
        self = Input(preview: value, constant: value, render: { _ in value }) { _ in value }
    }
}

extension Input: ExpressibleByStringInterpolation where Value == String {
    /// A template.
    public init(stringInterpolation: Template) { self = stringInterpolation.input }
}

extension Input: ExpressibleByArrayLiteral where Value: LiteralList {
    /// A list as it stands.
    public init(arrayLiteral elements: Value.LiteralElement...) { self = .value(Value(literalElements: elements)) }
}
