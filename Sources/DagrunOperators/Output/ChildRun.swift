// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import Logging

/// Runs a child process for a task.
enum ChildRun {
    /// Runs it to its end.
    ///
    /// - Throws: What its end means for the task; nothing for exit code 0.
    static func run(
        _ command: ChildCommand, name: String, skipCodes: [Int], _ recorder: OutputRecorder, _ context: TaskContext
    ) async throws {
        let exit: ChildExit
        do {
            exit = try await ChildProcess.run(command, clock: context.clock) { try recorder.receive($0, $1) }
        } catch {
            // What it printed before counts for the log, whatever else is wrong with it.
            try? recorder.finish()
            throw error
        }
        try recorder.finish()
        if exit.leftOthers {
            context.logger.warning(
                "ended processes that were left behind and kept the output open; redirect their output to let them go on"
            )
        }
        try exit.judge(name, skipCodes: skipCodes, recorder)
    }
}
