// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The header fields of a message, in order, with names that ignore case (RFC 9110, section 5).
///
/// A name may occur more than once. Iterating gives every field as it was written; the subscript and ``values(of:)``
/// find fields whatever the case of their names.
///
/// ```swift
/// var headers: HTTPHeaders = ["Accept": "application/json"]
/// headers["accept"]                       // "application/json"
/// headers.add("X-Tag", "a")
/// headers.add("x-tag", "b")
/// headers.values(of: "X-TAG")             // ["a", "b"]
/// ```
///
/// A description shows the values of a few harmless fields only, so headers can be logged.
public struct HTTPHeaders: Sendable {
    private var fields: [HTTPHeaderField]

    /// Makes an empty list.
    public init() {
        fields = []
    }

    /// Makes a list of the fields given, in their order.
    ///
    /// - Parameter fields: The fields; names may repeat.
    public init(_ fields: some Sequence<HTTPHeaderField>) {
        self.fields = Array(fields)
    }

    /// The first value with a name; setting replaces every field of that name by one.
    ///
    /// Setting `nil` removes the name. A replaced field keeps the place of the first; a new one goes to the end.
    ///
    /// - Parameter name: A field name in any case.
    public subscript(name: String) -> String? {
        get { fields.first { $0.isNamed(name) }?.value }
        set {
            guard let newValue else {
                fields.removeAll { $0.isNamed(name) }
                return
            }
            let field = HTTPHeaderField(name: name, value: newValue)
            guard let first = fields.firstIndex(where: { $0.isNamed(name) }) else {
                fields.append(field)
                return
            }
            fields.removeAll { $0.isNamed(name) }
            fields.insert(field, at: first)
        }
    }

    /// Appends a field, whether or not its name is there already.
    ///
    /// - Parameters:
    ///   - name: The field's name.
    ///   - value: The field's value.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(HTTPHeaderField(name: name, value: value))
    }

    /// Finds every value with a name, in order.
    ///
    /// The values are not joined: `Set-Cookie` can't be (RFC 9110, section 5.3).
    ///
    /// - Parameter name: A field name in any case.
    /// - Returns: The values, empty when the name does not occur.
    public func values(of name: String) -> [String] {
        fields.filter { $0.isNamed(name) }.map(\.value)
    }

    /// Appends a continuation line to the last field's value.
    mutating func fold(_ continuation: String) {
        guard let last = fields.popLast() else { return }
        let value =
            last.value.isEmpty || continuation.isEmpty ? last.value + continuation : "\(last.value) \(continuation)"
        fields.append(HTTPHeaderField(name: last.name, value: value))
    }
}

extension HTTPHeaders: RandomAccessCollection {
    /// The position of the first field.
    public var startIndex: Int { fields.startIndex }
    /// The position after the last field.
    public var endIndex: Int { fields.endIndex }
    /// The field at a position, in the order of the message.
    ///
    /// - Parameter position: A valid index.
    public subscript(position: Int) -> HTTPHeaderField { fields[position] }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Makes a list of names and values, in the order written.
    ///
    /// - Parameter elements: Pairs of a name and a value; names may repeat.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { HTTPHeaderField(name: $0.0, value: $0.1) }
    }
}

extension HTTPHeaders: Hashable {}

extension HTTPHeaders: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The fields, one "Name: value" each, without values that may be secret.
    public var description: String {
        "[" + fields.map(\.description).joined(separator: ", ") + "]"
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror {
        Mirror(self, unlabeledChildren: fields.map(\.description), displayStyle: .collection)
    }
}
