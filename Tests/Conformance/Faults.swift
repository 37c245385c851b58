// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import Glibc

/// Tasks that end as no task should, or look at what they were given.
let faults = DAG("faults") {
    task("traps") { () -> Int in
        var numbers = [1]
        numbers.removeAll()
        return numbers[0]
    }
    task("hangs") { context -> Int in
        context.logger.info("deaf from here on")
        // Deaf to being cancelled, as code is that waits in a library; only a signal ends it.
        while true { pause() }
    }
    // Only a signal ends it in time; no test waits for it.
    task("waits") { context in try await context.clock.sleep(for: .seconds(3600)) }
    task("leaves") { () -> Int in exit(7) }
    task("prints") { context in
        _ = unsafe puts("to standard output")
        fflush(nil)
        _ = unsafe write(2, "to standard error\n", 18)
        context.logger.info("to the log", metadata: ["pin": "17"])
        context.logOutput("a line of output")
    }
    task("looks") {
        let names: [String] = [
            "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW_CONN_BOARD", "AIRFLOW__CORE__FERNET_KEY", "PATH",
        ]
        return names.map { (name: String) -> Bool in unsafe getenv(name) != nil }
    }
}
