// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// How a task that was deferred goes on.
public struct Resumption: Sendable, Hashable {
    /// The name that was given when it was deferred.
    public var method: String
    /// What was handed over when it was deferred.
    public var arguments: [String: JSONValue]
    /// What the trigger or the person said, in Airflow's form.
    public var event: JSONValue

    package init(method: String, arguments: [String: JSONValue], event: JSONValue) {
        self.method = method
        self.arguments = arguments
        self.event = event
    }

    /// Reads what a server says of a try that goes on.
    package init(method: String, nextArguments: JSONValue?) {
        self.method = method
        event = nextArguments?["event"] ?? .null
        if case .object(var members)? = nextArguments {
            members["event"] = nil
            arguments = members
        } else {
            arguments = [:]
        }
    }

    /// Reads the event in a type of your choice.
    ///
    /// - Parameter type: The type; a `datetime` of Python's is a `Date`.
    /// - Returns: The event.
    /// - Throws: `DecodingError` when it is of another type.
    public func event<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value { try event.decode(as: type) }
}
