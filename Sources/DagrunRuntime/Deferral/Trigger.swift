// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import FoundationEssentials

/// What a deferred task waits for: a Python class that Airflow's triggerer runs.
///
/// Its arguments are encoded as Airflow encodes them: what the triggerer can't read would end it for all tasks.
public struct Trigger: Sendable, Hashable {
    /// The full name of the class, such as `airflow.providers.standard.triggers.temporal.TimeDeltaTrigger`.
    public var classPath: String
    /// The arguments of its initializer, by name.
    public var arguments: [String: PythonValue]
    /// The instant that it waits for, where that is all it does.
    private(set) var moment: Moment?

    enum Moment: Sendable, Hashable {
        case at(Date)
        case after(Duration)
    }

    /// Names a trigger.
    ///
    /// - Parameters:
    ///   - classPath: The full name of the class; it must be installed where Airflow's triggerer runs.
    ///   - arguments: The arguments of its initializer, by name.
    public init(_ classPath: String, arguments: [String: PythonValue] = [:]) {
        self.classPath = classPath
        self.arguments = arguments
    }

    /// Waits for an instant.
    ///
    /// Airflow's `DateTimeTrigger`; a local run waits itself.
    ///
    /// - Parameter date: The instant; one that has passed is met at once.
    /// - Returns: The trigger.
    public static func dateTime(_ date: Date) -> Trigger {
        var trigger = Trigger(
            "airflow.providers.standard.triggers.temporal.DateTimeTrigger",
            arguments: ["moment": .datetime(date, zone: "UTC"), "end_from_trigger": .bool(false)])
        trigger.moment = .at(date)
        return trigger
    }

    /// Waits for a time to pass.
    ///
    /// Airflow's `TimeDeltaTrigger`; a local run waits itself.
    ///
    /// - Parameter delta: The time.
    /// - Returns: The trigger.
    public static func timeDelta(_ delta: Duration) -> Trigger {
        var trigger = Trigger(
            "airflow.providers.standard.triggers.temporal.TimeDeltaTrigger",
            arguments: ["delta": .timedelta(delta)])
        trigger.moment = .after(delta)
        return trigger
    }
}
