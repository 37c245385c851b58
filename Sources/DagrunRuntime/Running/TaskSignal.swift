// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// An error that a task throws to end its try in a certain way.
///
/// ```swift
/// guard !rows.isEmpty else { throw TaskSignal.skip("nothing was sold") }
/// ```
///
/// Airflow's `AirflowSkipException`, `AirflowFailException`, `AirflowRescheduleException` and the retry override of a
/// retry policy.
public struct TaskSignal: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case skip
        case fail
        case retry(after: Duration?)
        case reschedule(after: Duration)
        case deferred(Deferral)
    }

    package var kind: Kind
    /// Why.
    public var reason: String

    /// Ends the task instance as skipped.
    ///
    /// - Parameter reason: Why, for the log and the summary.
    /// - Returns: The error to throw.
    public static func skip(_ reason: String = "the task skipped itself") -> Self { Self(kind: .skip, reason: reason) }

    /// Fails the task instance at once, retries left or not.
    ///
    /// - Parameter reason: Why, for the log and the summary.
    /// - Returns: The error to throw.
    public static func fail(_ reason: String) -> Self { Self(kind: .fail, reason: reason) }

    /// Fails the try; the next one, if there is one left, comes after a delay of the task's own choice.
    ///
    /// - Parameters:
    ///   - delay: The time until the next try.
    ///   - reason: Why, for the log and the summary.
    /// - Returns: The error to throw.
    public static func retry(after delay: Duration, _ reason: String = "the task asked for another try") -> Self {
        Self(kind: .retry(after: delay), reason: reason)
    }

    /// Gives the slot back and comes again later, in the same try.
    ///
    /// - Parameters:
    ///   - delay: The time until the task is called again.
    ///   - reason: Why, for the log.
    /// - Returns: The error to throw.
    public static func reschedule(after delay: Duration, _ reason: String = "") -> Self {
        Self(kind: .reschedule(after: delay), reason: reason)
    }

    /// Gives the slot back until a trigger fires; the task goes on in the same try, with ``Operator/resume(_:_:)``.
    ///
    /// A local run waits for instants itself, and has no other triggers.
    ///
    /// - Parameters:
    ///   - trigger: What it waits for.
    ///   - timeout: How long at most; then the try fails. Nil: any time.
    ///   - method: A name for how the task goes on, for one that waits more than once.
    ///   - arguments: What the task wants to know then; what it kept in variables is lost.
    /// - Returns: The error to throw.
    public static func deferred(
        until trigger: Trigger, timeout: Duration? = nil, method: String = "resume",
        arguments: [String: JSONValue] = [:]
    ) -> Self {
        Self(
            kind: .deferred(Deferral(.trigger(trigger), timeout: timeout, method: method, arguments: arguments)),
            reason: "waits for \(trigger.classPath)")
    }

    /// Gives the slot back until a person answers; the task goes on in the same try, with ``Operator/resume(_:_:)``.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - timeout: How long to wait at most; nil: any time.
    ///   - method: A name for how the task goes on.
    /// - Returns: The error to throw.
    public static func awaitInput(
        _ request: HumanRequest, timeout: Duration? = nil, method: String = "execute_complete"
    ) -> Self {
        Self(
            kind: .deferred(Deferral(.input(request), timeout: timeout, method: method)),
            reason: "waits for an answer: \(request.subject)")
    }
}

extension TaskSignal: CustomStringConvertible {
    /// The reason.
    public var description: String { reason }
}
