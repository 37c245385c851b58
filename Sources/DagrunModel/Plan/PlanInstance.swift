// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Names one task instance of a plan by numbers, so that no string is hashed while a run is planned.
public struct PlanInstance: Sendable, Hashable, Comparable {
    private let taskNumber: Int32
    private let indexNumber: Int32

    /// The task's place in the graph.
    public var task: Int { Int(taskNumber) }
    /// The instance's place in its mapped task; -1 where it is not mapped or not expanded yet.
    public var mapIndex: Int { Int(indexNumber) }

    /// Names an instance.
    ///
    /// Numbers beyond 32 bits are clamped; no graph has such an instance.
    ///
    /// - Parameters:
    ///   - task: The task's place in the graph.
    ///   - mapIndex: Its place in a mapped task, from 0; -1 where there is none.
    public init(_ task: Int, mapIndex: Int = TaskInstanceID.unmapped) {
        taskNumber = Int32(clamping: task)
        indexNumber = Int32(clamping: mapIndex)
    }

    /// Hashes both numbers in one step.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(UInt32(bitPattern: taskNumber)) << 32 | UInt64(UInt32(bitPattern: indexNumber)))
    }

    /// Orders by the task's declaration, then by map index.
    public static func < (left: Self, right: Self) -> Bool {
        left.taskNumber == right.taskNumber
            ? left.indexNumber < right.indexNumber : left.taskNumber < right.taskNumber
    }
}
