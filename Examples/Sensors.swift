// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import FoundationEssentials

/// Sensors wait until something is so; in reschedule mode they take no slot between two looks.
let sensors = DAG(
    "sensors", description: "Wait for a file and for a condition", tags: ["example"],
    params: ["file": Param("ready.txt", description: "the file to wait for")]
) {
    let write = task("write_later", BashOperator("sleep 1; date > '\(\.params.file)'; echo written"))

    let file = task(
        "wait_for_file",
        FileSensor("\(\.params.file)").mode(.reschedule).interval(.milliseconds(200)).timeout(.minutes(1)))

    let third = task(
        "wait_for_third_look",
        ClosureSensor { context in context.clock.now() >= context.firstStartDate.addingTimeInterval(0.3) }
            .interval(.milliseconds(100)).timeout(.seconds(30)))

    let read = task("read", BashOperator("cat '\(\.params.file)'"))
    [file, third] >>> read
    [write, read] >>> task("clean_up", BashOperator("rm -f '\(\.params.file)'")).triggerRule(.allDone)
    read >>> Label("when it was read") >>> task("done", EmptyOperator())
}
