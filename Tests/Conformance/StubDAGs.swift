// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// An error that tasks of this bundle fail with.
struct Broken: Error, CustomStringConvertible {
    let description: String
}

/// What `succeeds` returns.
struct Answer: Codable, Sendable {
    var answer: Int
}

/// The asset that `switch` updates.
let led = Asset(name: "led", uri: "gpio://pi/led")

/// The DAGs that the server of the integration tests has as stubs: the same ids, and what the docstrings there ask for.
enum StubDAGs {
    static let all = [
        summit, successFailure, retries, reschedule, mapping, skipBranch, assetOutlet, assetConsumer, context, deadline,
        priorities,
        bench("bench", 60), bench("bench_serial", 21), benchHold,
    ]

    static let summit = DAG("summit") {
        let pressed = task("wait_button") { "green" }
        task("set_led", pressed.output) { color, context in context.logger.info("switching on \(color)") }
    }

    static let successFailure = DAG("success_failure") {
        let succeeds = task("succeeds") { Answer(answer: 42) }
        let fails = task("fails") { () -> Int in throw Broken(description: "broken on purpose") }
        succeeds >>> fails
    }

    static let retries = DAG("retries") {
        task("fails_twice") { context in
            guard context.tryNumber == 3 else { throw Broken(description: "not yet") }
            return context.tryNumber
        }
        .retries(2, delay: .seconds(1))
    }

    static let reschedule = DAG("reschedule") {
        task("poke") { context in
            if context.rescheduleCount < 2 { throw TaskSignal.reschedule(after: .seconds(2)) }
            return "ready"
        }
    }

    static let mapping = DAG("mapping") {
        let pins = task("list_pins") { [17, 27, 22] }
        let doubled = task("blink").expand(over: pins.output) { pin in pin * 2 }
        task("total", doubled.output) { values in values.reduce(0, +) }
    }

    enum Way: String, CaseIterable, BranchChoice { case on, off }

    static let skipBranch = DAG("skip_branch") {
        task("skips") { () -> Int in throw TaskSignal.skip("nothing to do") }
        let choice = branch("branch") { Way.on }
        choice.path(.on) >>> task("on", EmptyOperator())
        choice.path(.off) >>> task("off") { () -> Int in throw Broken(description: "must not run") }
    }

    static let assetOutlet = DAG("asset_outlet") {
        task("switch") { context in try context.setExtra(["level": 1], of: led) }.outlets(led)
    }

    static let assetConsumer = DAG("asset_consumer", schedule: .anyOf(led)) {
        task("react") { context in context.run.assetEvents.last?["extra"] ?? .null }
    }

    static let context = DAG("context") {
        task("show") { context in
            try await context.push("note", [1, 2.5, nil, "ä"] as JSONValue)
            return [
                "params": .object(context.run.conf), "pin": .string(try await context.variable("pin")),
                "host": .string(try await context.connection("board").host ?? ""),
            ] as JSONValue
        }
    }

    static let priorities = DAG("priorities") {
        task("low", EmptyOperator())
        task("high", EmptyOperator())
    }

    static let deadline = DAG("deadline") {
        // Its run must take longer than its deadline of ten seconds: Airflow counts them by its own clock.
        task("slow") { context in try await context.clock.sleep(for: .seconds(12)) }
    }

    static func bench(_ id: String, _ count: Int) -> DAG {
        DAG(id) { task("noop").expand(over: .value(Array(0..<count))) { _ in NoOutput() } }
    }

    static let benchHold = DAG("bench_hold", params: ["seconds": Param(10)]) {
        task("hold") { context in
            guard case .int(let seconds)? = context.run.params["seconds"] else { return }
            // Until it is told to end, or measured; Airflow has no virtual time.
            try await context.clock.sleep(for: .seconds(seconds))
        }
    }
}
