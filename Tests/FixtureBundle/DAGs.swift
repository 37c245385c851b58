// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import FoundationEssentials

/// Settings of all kinds, data edges, a group and docs.
let shop = DAG(
    "shop", description: "Counts homes", docs: "# Shop\nAll homes.",
    schedule: .cron("0 6 * * *", timeZone: "Europe/Berlin"), startDate: "2024-01-01", tags: ["demo", "homes"],
    owner: "ann",
    params: ["top": Param(2, in: 1...5, description: "how many"), "unit": Param("usd", choices: ["usd", "eur"])]
) {
    let parse = task("parse") { context in
        context.logOutput("parsing \(try context.params.value("top", as: Int.self))")
        return [Sale(city: "Austin", homes: 3), Sale(city: "Waco", homes: 4)]
    }
    TaskGroup("counting") {
        task("total", parse.output) { sales in sales.map(\.homes).reduce(0, +) }.retries(2, delay: .seconds(1))
    }
}

/// Fails on the days that its param names.
let flaky = DAG(
    "flaky", schedule: .daily, startDate: "2024-01-02", endDate: "2024-01-09", params: ["bad": Param("")]
) {
    task("work") { context in
        try FixtureError.check(context)
        return context.dataIntervalStart.map { ISO8601.format($0) } ?? "none"
    }
}

/// Depends on the past.
let past = DAG("past", schedule: .daily, params: ["bad": Param("")]) {
    let first = task("first") { context in
        try FixtureError.check(context)
        return 1
    }.dependsOnPast()
    task("second", first.output) { one in one + 1 }
    task("free") { 3 }
}

/// Does something in the latest run of the schedule only.
let latest = DAG("latest", schedule: .daily) {
    latestOnly("only") >>> task("notify") { "sent" }
    task("always") { 1 }
}

/// Maps over a list, pushes values of its own.
let mapped = DAG("mapped") {
    let names = task("names") { ["a", "b", "c"] }
    task("greet").expand(over: names.output) { name, context in
        context.logOutput("hello \(name)")
        try await context.push("length", name.count)
        return "hello \(name)"
    }
}

/// Labels its mapped instances, and prints what is no result.
let labelled = DAG("labelled") {
    let names = task("names") {
        print("this is no result")
        return ["a", "b"]
    }
    task("greet").expand(over: names.output) { name, context in
        context.setMapLabel("for \(name)")
        context.logOutput("hello \(name)")
        return name.count
    }
}

/// Takes its time: a sensor that gives its slot back, retries with jitter, a time limit, code that sleeps by itself, and a
/// process.
let patient = DAG("patient", schedule: .daily) {
    let arrived = task(
        "arrived",
        ClosureSensor { context in
            context.clock.now().timeIntervalSince(context.firstStartDate) >= 6 * 3600 ? .done("here") : .notYet
        }.mode(.reschedule).interval(.minutes(20)).timeout(.days(1)))
    let flaky = task("flaky", arrived.output) { text, context in
        context.logger.notice("try \(context.tryNumber)")
        guard context.tryNumber == 4 else { throw FixtureError(day: "try \(context.tryNumber)") }
        return "\(text) at last"
    }.retries(5, delay: .minutes(5), backoff: .exponential)
    let late = task("late", arrived.output) { _, context in
        try await context.clock.sleep(for: .hours(2))
        return 1
    }.timeout(.hours(1))
    let sleepers = task("sleepers", flaky.output) { _ in
        await withTaskGroup(of: Int.self) { group in
            for number in [3, 1, 2] {
                group.addTask {
                    try? await Task.sleep(for: .seconds(number))
                    return number
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
    }
    task("shell", BashOperator("echo '\(json: sleepers.output)'", as: String.self))
    late >>> task("after") { "ran" }.triggerRule(.allDone)
}

/// Waits for what nobody ever does.
let stuck = DAG("stuck") {
    let wait = task("wait") { for await _ in AsyncStream<Int>(Int.self, { _ in }) {} }
    wait >>> task("cleanup") { "done" }.triggerRule(.allDone)
    wait >>> task("next") { 1 }
}

/// Logs, then waits for a file, then logs again.
let slow = DAG("slow", schedule: .daily, params: ["gate": Param("")]) {
    let wait = task("wait") { context in
        context.logOutput("begun")
        let gate = try context.params.value("gate", as: String.self)
        while !FileManager.default.fileExists(atPath: gate) { try await Task.sleep(for: .milliseconds(5)) }
        context.logOutput("done")
    }
    wait >>> task("after") { 1 }
}

/// Waits for a button of a board that is declared in Swift, and lights a lamp as long as the run goes on.
let lamp = DAG("lamp", schedule: .daily, params: ["seconds": Param(3600)]) {
    task("start", ButtonSensor("start"))
        >>> task("light") { context in
            let led = try await LED("lamp", on: try context.board, holder: context.taskID)
            try led.on()
            context.logger.info("the lamp is lit")
            try await context.clock.sleep(for: .seconds(try context.params.value("seconds", as: Int.self)))
        }
}

enum Drink: String, BranchChoice { case espresso, tea }

/// Asks people.
let asking = DAG("asking") {
    let drink = branch("bar.drink", HITLBranchOperator<Drink>("What shall it be?"))
    drink.path(.espresso) >>> task("grind") { "ground" }
    drink.path(.tea) >>> task("boil") { "hot" }
    let order = task(
        "order", HITLEntryOperator("How many?", params: ["cups": Param(1, in: 1...4), "name": Param("1")]))
    task("brew", order.output) { order in order.paramsInput }
}
