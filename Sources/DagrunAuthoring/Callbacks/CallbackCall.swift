// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import Logging

/// A call of a callback that Airflow hands to a worker, such as that of a missed deadline.
///
/// In Airflow it is written as `SyncCallback("lab.alarm", kwargs={"text": "too late"})`; the worker calls what the bundle has
/// in `airflowCallbacks` under `lab.alarm`.
///
/// Source: Airflow 3.3, `airflow.sdk.SyncCallback`.
public struct CallbackCall: Sendable {
    /// The call's id, a UUID.
    public let id: String
    /// What was to be called.
    public let path: String
    /// What it is called with, without `context`; templates in it are not rendered.
    public let arguments: [String: JSONValue]
    /// What it is about: for a deadline, the run and the deadline.
    public let context: JSONValue?
    /// A log of the worker's; Airflow has none for callbacks.
    public let logger: Logger

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - id: The call's id.
    ///   - path: What was to be called.
    ///   - arguments: What it is called with.
    ///   - context: What it is about.
    ///   - logger: Where it may log.
    public init(
        id: String, path: String, arguments: [String: JSONValue] = [:], context: JSONValue? = nil, logger: Logger
    ) {
        self.id = id
        self.path = path
        self.arguments = arguments
        self.context = context
        self.logger = logger
    }

    /// What a bundle does when it is called; the callback fails when it throws.
    public typealias Handler = @Sendable (CallbackCall) async throws -> Void
}
