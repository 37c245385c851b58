// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunModel
import DagrunRuntime
import Logging

private struct Broken: Error, CustomStringConvertible {
    let description = "broken on purpose"
}

private enum Way: String, CaseIterable, BranchChoice { case on, off }

private let lamp = Asset(name: "lamp", uri: "gpio://pi/lamp")

private struct Templates: Operator {
    var text: Input<String>

    func execute(_ context: TaskContext) async throws -> NoOutput { NoOutput() }
}

/// The DAG whose tasks are run for scripted supervisors.
let coordinatedDAG = DAG("d") {
    let list = task("list") { [1, 2, 3] }
    task("double").expand(over: list.output) { number in number * 2 }
    task("sum", list.output) { numbers in numbers.reduce(0, +) }
    task("fails") { () -> Int in throw Broken() }
    task("retries") { () -> Int in throw TaskSignal.retry(after: .seconds(7), "later") }
    task("skips") { () -> Int in throw TaskSignal.skip("nothing to do") }
    task("comes_again") { () -> Int in throw TaskSignal.reschedule(after: .seconds(2)) }
    task("switch") { context in try context.setExtra(["level": 1], of: lamp) }.outlets(lamp)
    // Nobody waits for these two: the first ends at its limit, the other one when it is cancelled.
    task("slow") { context in try await context.clock.sleep(for: .seconds(3600)) }.timeout(.milliseconds(1))
    task("waits") { context in try await context.clock.sleep(for: .seconds(3600)) }
    task("reads") { context in
        let secret = try await context.variable("api_secret")
        context.logger.info("it is \(secret)")
        try await context.setVariable("seen", to: "yes")
        return try await context.connection("board").host
    }
    task("misses") { context in try await context.variable("nowhere") }
    let choice = branch("choose") { Way.on }
    choice.path(.on) >>> task("on") {}
    choice.path(.off) >>> task("off") {}
    task("logs") { context in
        for level in Logger.Level.allCases where level != .trace && level != .debug {
            context.logger.log(level: level, "two\nlines")
        }
        context.logOutput("\u{1}\u{7F} \u{FFFF}")
    }
    task("templates", Templates(text: "run \(\.runID)"))
    task("large") { String(repeating: "x", count: 3 << 20) }
}
