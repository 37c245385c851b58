// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// Waits for a button and lights a lamp for an hour; what becomes of it then is up to a param.
let lamp = DAG("lamp", params: ["release": Param("safe", choices: ["safe", "keep", "input"])]) {
    task("start", ButtonSensor("start"))
        >>> task("light") { context in
            let policies: [String: ReleasePolicy] = ["safe": .safe(false), "keep": .keep, "input": .input]
            let policy = policies[try context.params.value("release", as: String.self)] ?? .keep
            let led = try await LED("lamp", on: try context.board, onRelease: policy, holder: context.taskID)
            try led.on()
            try await context.clock.sleep(for: .seconds(3600))
        }
}
