// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunRuntime

extension TaskContext {
    /// Who this task is, as others are told when they find a line busy.
    var holder: String { mapIndex < 0 ? "\(dagID).\(taskID)" : "\(dagID).\(taskID)[\(mapIndex)]" }

    /// A key for notes of this task instance in this run.
    func noteKey(_ what: String) -> String { "\(what) \(runID) \(holder)" }

    /// Does something with the board.
    ///
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` for what another try would not change: no board, no such pin, a wrong
    ///   setting. All else as it comes, so that the task is tried again.
    func onBoard<Value>(_ body: (Board) async throws -> Value) async throws -> Value {
        do {
            return try await body(try board)
        } catch let error as MissingBoard {
            throw TaskSignal.fail(error.description)
        } catch let error as HALError where !error.isRetryable {
            throw TaskSignal.fail(error.description)
        }
    }
}
