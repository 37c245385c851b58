// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A kind of fault of a DAG document; more kinds may come.
public struct DocumentFaultCode: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind, for machines.
    public let description: String

    private init(_ name: String) { description = name }

    /// An id that Airflow refuses.
    public static let badID = Self("bad_id")
    /// An id that is there twice.
    public static let duplicateID = Self("duplicate_id")
    /// A name that can't be used, such as that of a queue.
    public static let badName = Self("bad_name")
    /// A number outside its range.
    public static let badNumber = Self("bad_number")
    /// A date that can't be read, or dates in the wrong order.
    public static let badDate = Self("bad_date")
    /// A schedule that can't be kept.
    public static let badSchedule = Self("bad_schedule")
    /// Catching up without a start date.
    public static let catchupWithoutStart = Self("catchup_without_start")
    /// A parameter's default that its schema refuses, or that is missing where it must be there.
    public static let badDefault = Self("bad_default")
    /// A parameter's schema that can't be used.
    public static let badSchema = Self("bad_schema")
    /// A group that does not exist or comes too late.
    public static let unknownGroup = Self("unknown_group")
    /// The id of no task, where one is needed.
    public static let unknownTask = Self("unknown_task")
    /// An edge from a task or group to itself, or between a group and what is inside it.
    public static let selfEdge = Self("self_edge")
    /// Tasks that wait for each other.
    public static let cycle = Self("cycle")
    /// Setups and teardowns that don't fit together.
    public static let badTeardown = Self("bad_teardown")
    /// A trigger rule that can't be used here.
    public static let badTriggerRule = Self("bad_trigger_rule")
    /// A path of a branch that leads nowhere.
    public static let badBranch = Self("bad_branch")
    /// A mapping that can't be expanded.
    public static let badMapping = Self("bad_mapping")
    /// A mapping inside a mapped group.
    public static let nestedMapping = Self("nested_mapping")
    /// Two arguments with one name.
    public static let duplicateArgument = Self("duplicate_argument")
    /// A pool that is not known.
    public static let unknownPool = Self("unknown_pool")
    /// A callback for an event that does not exist.
    public static let unknownCallback = Self("unknown_callback")
    /// Something that can't be said to Airflow.
    public static let notInAirflow = Self("not_in_airflow")
}
