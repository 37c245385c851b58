// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

/// That a task gave its slot back until something happens, and how it goes on then.
public struct Deferral: Sendable, Hashable {
    /// What a task can wait for.
    public enum Cause: Sendable, Hashable {
        /// A trigger fires.
        case trigger(Trigger)
        /// A person answers.
        case input(HumanRequest)
    }

    /// What it waits for.
    public var cause: Cause
    /// How long it waits at most; nil: any time.
    public var timeout: Duration?
    /// How it goes on: the name that it finds in ``Resumption/method``.
    public var method: String
    /// What it goes on with, besides the event.
    public var arguments: [String: JSONValue]

    package init(_ cause: Cause, timeout: Duration?, method: String, arguments: [String: JSONValue] = [:]) {
        self.cause = cause
        self.timeout = timeout
        self.method = method
        self.arguments = arguments
    }

    /// Tells Airflow what it must know before the try ends as deferred: the question that a person is to answer.
    package func announce(_ context: TaskContext) async throws {
        if case .input(let request) = cause { _ = try await context.ask(request.message) }
    }

    /// Waits in this process, for an instant.
    package func waitHere(_ context: TaskContext) async throws -> JSONValue? {
        let task = context.task.taskID
        switch cause {
        case .input(let request):
            throw ServiceUnavailable("task \(task) asks a person (“\(request.subject)”), and here is nobody to ask")
        case .trigger(let trigger):
            let now = context.clock.now()
            let due: Date
            switch trigger.moment {
            case .at(let date): due = date
            case .after(let delta): due = now.addingTimeInterval(delta.seconds)
            case nil:
                throw ServiceUnavailable(
                    "task \(task) waits for the trigger \(trigger.classPath), a Python class that only Airflow's triggerer"
                        + " runs: here there is none; wait for an instant (Trigger.dateTime, .timeDelta), or use a sensor"
                )
            }
            let wait = due.timeIntervalSince(now)
            if let timeout, wait > timeout.seconds {
                try await context.clock.sleep(for: timeout)
                throw TaskSignal.fail("the trigger that task \(task) waits for did not fire within \(timeout)")
            }
            try await context.clock.sleep(for: .seconds(max(0, wait)))
            return PythonValue.datetime(due, zone: "UTC").json
        }
    }
}
