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
