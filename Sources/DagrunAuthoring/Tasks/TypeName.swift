// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Names of types as people write them.
enum TypeName {
    /// The name of a type, with `[T]` for arrays, `[K: V]` for dictionaries and `T?` for optionals, without modules.
    ///
    /// The name must not depend on where a program was built: it is part of the DAG document.
    static func of(_ type: Any.Type) -> String {
        if let named = type as? any SugaredType.Type { return named.sugaredName }
        // As `String(describing:)` gives it, which asks first for three protocols that no type itself conforms to.
        return _typeName(type, qualified: false)
    }
}

private protocol SugaredType { static var sugaredName: String { get } }

extension Array: SugaredType {
    fileprivate static var sugaredName: String { "[\(TypeName.of(Element.self))]" }
}

extension Dictionary: SugaredType {
    fileprivate static var sugaredName: String { "[\(TypeName.of(Key.self)): \(TypeName.of(Value.self))]" }
}

extension Optional: SugaredType {
    fileprivate static var sugaredName: String { "\(TypeName.of(Wrapped.self))?" }
}
