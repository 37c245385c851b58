// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

// Inputs, and what tasks hand to each other.
extension TaskContext {
    /// Reads an input.
    ///
    /// - Parameter input: One of the operator's inputs.
    /// - Returns: Its value.
    /// - Throws: ``MissingXCom`` when its upstream pushed nothing; ``UnfitXCom`` when the value is of another type.
    public func resolve<Value>(_ input: Input<Value>) async throws -> Value { try await input.resolve(self) }

    /// Reads an input that may not be there.
    ///
    /// - Parameter input: One of the operator's inputs.
    /// - Returns: Its value; nil for nil.
    /// - Throws: As for an input that is there.
    public func resolve<Value>(_ input: Input<Value>?) async throws -> Value? { try await input?.resolve(self) }

    /// Reads what another task of this run returned, by its id.
    ///
    /// An `Input` is better: it is checked by the compiler and makes the edge.
    ///
    /// - Parameters:
    ///   - taskID: The full id of the task.
    ///   - type: The type of the value.
    ///   - key: The XCom's key.
    ///   - mapIndex: The instance; -1 for a task that is not mapped.
    /// - Returns: The value.
    /// - Throws: ``MissingXCom`` when there is none; ``UnfitXCom`` when it is of another type.
    public func pull<Value: Decodable>(
        _ taskID: String, as type: Value.Type = Value.self, key: String = XComKey.returnValue, mapIndex: Int = -1
    ) async throws -> Value {
        let name = XComKey(taskID: taskID, mapIndex: mapIndex, key: key)
        guard let value = try await services.xcom(name) else { throw MissingXCom(key: name) }
        return try Self.decode(value, as: type, name)
    }

    /// Reads what all instances of a mapped task returned, in the order of their map index.
    ///
    /// - Parameters:
    ///   - taskID: The full id of the task.
    ///   - type: The type of one value.
    ///   - key: The XCom's key.
    /// - Returns: The values; instances that pushed nothing are left out.
    /// - Throws: ``UnfitXCom`` when one is of another type.
    public func pullAll<Value: Decodable>(
        _ taskID: String, as type: Value.Type = Value.self, key: String = XComKey.returnValue
    ) async throws -> [Value] {
        try await services.xcoms(of: taskID, key: key).map {
            try Self.decode($0, as: type, XComKey(taskID: taskID, key: key))
        }
    }

    private static func decode<Value: Decodable>(
        _ value: XComValue, as type: Value.Type, _ key: XComKey
    ) throws -> Value {
        do {
            return try value.decode(as: type)
        } catch let error as DecodingError {
            throw UnfitXCom(key: key, reason: error.reason)
        }
    }

    /// Pushes a value for other tasks, besides the one that the task returns.
    ///
    /// - Parameters:
    ///   - key: The XCom's key.
    ///   - value: The value.
    /// - Throws: `EncodingError` when it has no JSON form; when it can't be kept; and for the key `return_value`, which is
    ///   that of the task's result.
    public func push<Value: Encodable & Sendable>(_ key: String, _ value: Value) async throws {
        guard key != XComKey.returnValue else {
            throw TaskSignal.fail("“\(key)” is the key of what the task returns: return the value instead")
        }
        try await services.push(
            XComValue(value), as: XComKey(taskID: task.taskID, mapIndex: mapIndex, key: key))
    }
}
