// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import Synchronization

/// The values of a run's params, by name.
///
/// ```swift
/// "cat \(\.params.file)"
/// let limit = try context.params.value("limit", as: Int.self)
/// ```
@dynamicMemberLookup
public struct Params: Sendable {
    /// All values.
    public let values: [String: JSONValue]
    private let probe: Probe?

    /// Makes params of values.
    ///
    /// - Parameter values: The values by name.
    public init(_ values: [String: JSONValue]) {
        self.values = values
        self.probe = nil
    }

    fileprivate init(probe: Probe) {
        self.values = [:]
        self.probe = probe
    }

    /// A param's value; null where there is none of that name.
    ///
    /// - Parameter name: The param's name.
    public subscript(dynamicMember name: String) -> JSONValue {
        probe?.record(name)
        return values[name] ?? .null
    }

    /// A param's value in a type of your choice.
    ///
    /// - Parameters:
    ///   - name: The param's name.
    ///   - type: The type.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when it is not of that type; ``UnknownParam`` when there is none.
    public func value<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        guard let value = values[name] else { throw UnknownParam(name: name, known: values.keys.sorted()) }
        return try value.decode(as: type)
    }

    /// Finds out which params a key path reads.
    final class Probe: Sendable {
        private let names = Mutex<[String]>([])

        func record(_ name: String) { names.withLock { $0.append(name) } }

        func names(read path: KeyPath<TaskContext, JSONValue>) -> [String] {
            _ = TaskContext.probe(params: Params(probe: self))[keyPath: path]
            return names.withLock { $0 }
        }
    }
}
