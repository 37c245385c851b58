// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

struct Busy: Error, CustomStringConvertible { let description = "the line is busy" }
struct Unknown: Error, CustomStringConvertible { let description = "there is no such number" }

/// Retries with a growing delay, a policy that looks at the error, and tasks that choose for themselves.
let retriesAndBackoff = DAG(
    "retries_and_backoff", description: "Try again, later and later, or not at all", tags: ["example"],
    defaults: TaskSettings(retries: 2, retryDelay: .milliseconds(200))
) {
    let call = task("call") { context in
        guard context.tryNumber > 2 else { throw Busy() }
        return "answered at try \(context.tryNumber)"
    }

    task("call_later", call.output) { answer, context in
        // The server said when to come back: this delay replaces the task's own.
        if context.tryNumber == 1 { throw TaskSignal.retry(after: .milliseconds(100), "asked to call back") }
        return answer
    }

    let wrong = task("wrong_number") { () -> String in throw Unknown() }
        .retries(5, delay: .seconds(1), backoff: .exponential, maximumDelay: .seconds(10))
        .retryPolicy { error in error is Unknown ? .fail : .standard }

    task("give_up", wrong.output.optional) { answer in answer ?? "nobody to talk to" }
        .triggerRule(.allDone)
}
