// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Tasks that could never get room.
public struct ReadyQueueError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One such task.
    public enum Fault: Sendable, Hashable {
        /// Its pool does not exist.
        case unknownPool(task: String, pool: String)
        /// It takes more slots than its pool has.
        case tooManySlots(task: String, pool: String, needs: Int, has: Int)
    }

    /// The faults, at least one, in the order of tasks.
    public let faults: [Fault]

    /// One line for each fault.
    public var description: String {
        faults.map { fault in
            switch fault {
            case .unknownPool(let task, let pool):
                "The pool '\(pool)' of task '\(task)' does not exist. Declare it or choose another."
            case .tooManySlots(let task, let pool, let needs, let has):
                "The task '\(task)' takes \(needs) slots of the pool '\(pool)', which has \(has). Make the pool larger."
            }
        }.joined(separator: "\n")
    }
}
