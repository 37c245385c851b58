// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// Code that is called when tasks and runs end, and a teardown that always cleans up.
let callbacks = DAG(
    "callbacks", description: "Callbacks of tasks and of the run, setup and teardown", tags: ["example"],
    onSuccess: { report in print("run \(report.facts.runID) went well") },
    onFailure: { report in print("run failed: \(report.failed.map(\.description).joined(separator: ", "))") },
    callbacks: .localRuns
) {
    let folder = task("make_folder", BashOperator("mktemp -d"))

    let work = task("work", BashOperator("cd '\(folder.output)'; echo some work > result; wc -c < result"))
        .onSuccess { context in context.logger.notice("\(context.taskID) went well") }
        .onFailure { context, error in context.logger.error("\(context.taskID): \(error)") }

    let picky = task("picky", work.output) { bytes in
        if bytes != "0" { throw TaskSignal.skip("there is nothing left to do") }
    }
    .onSkip { context in context.logger.notice("\(context.taskID) skipped itself") }

    let clean = task("remove_folder", BashOperator("rm -r '\(folder.output)'"))
        .teardown(of: folder)
    [work, picky] >>> clean
}
