// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The types of parts that a diagram may use.
///
/// A registry is a value that is handed in; there is no common one to change.
///
/// ```swift
/// let registry = PartRegistry.standard.adding([Inverter.self])
/// ```
public struct PartRegistry: Sendable {
    private var types: [String: any Part.Type] = [:]

    /// Makes a registry without types.
    public init() {}

    /// Makes a registry.
    ///
    /// - Parameter types: The types.
    public init(_ types: [any Part.Type]) {
        for type in types { register(type) }
    }

    /// Adds a type, by its name and its other names.
    ///
    /// What was there under one of them is replaced.
    ///
    /// - Parameter type: The type.
    public mutating func register(_ type: any Part.Type) {
        for name in [type.type] + type.aliases { types[name] = type }
    }

    /// The registry with further types; what was there under one of their names is replaced.
    ///
    /// - Parameter types: The types.
    /// - Returns: Another registry.
    public func adding(_ types: [any Part.Type]) -> PartRegistry {
        var registry = self
        for type in types { registry.register(type) }
        return registry
    }

    /// The type with a name; nil where there is none.
    ///
    /// - Parameter name: The name, as in a diagram.
    public subscript(name: String) -> (any Part.Type)? { types[name] }

    /// The names of all types, sorted.
    public var names: [String] { types.keys.sorted() }
}
