// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHAL
import DagrunLocal
import DagrunSimulator

/// The coffee machine: an idle day of it, and a hundred espressos during which something goes wrong.
enum CoffeeBenchmark: Benchmark {
    static let name = "coffee"

    @concurrent static func run() async throws {
        try await day()
        try await chaos()
    }

    // MARK: A day

    /// A day on which a program waits for a button that nobody presses, while the boiler cools.
    private static func day() async throws {
        try Figure(
            "\(name)/day", "cpu_of_an_idle_day", try await Samples(7) { try await idleDay() }, unit: "s",
            target: .atMost(0.5),
            baseline: (
                "the same day with a program that looks at the button each 100 ms",
                try await Samples(3) { try await idleDay(looking: .milliseconds(100)) }
            )
        ).print()
    }

    private static func idleDay(looking interval: Duration? = nil) async throws -> Double {
        let time = VirtualTime()
        var machine = CoffeeMachine()
        machine.boilerTemperature = 93
        let parts = try machine.board(clock: time)
        let recorder = try BoardRecorder(parts)
        _ = try recorder.watch(.never { Probe("heater.power") > 0 })
        let board = Board(parts, description: CoffeeMachine.boardDescription, journalID: 1)
        let begin = Process.processorSeconds
        try await time.run {
            let button = try await board.lease(
                "button.green", .input(bias: .pullUp, activeLow: true, edges: .both), holder: "benchmark")
            let end = time.now + .seconds(86_400)
            if let interval {
                while time.now < end, try !button.value() { try await time.sleep(for: interval) }
            } else {
                try await time.sleep(until: end, tolerance: nil)
            }
        }
        let seconds = Process.processorSeconds - begin
        guard try parts.quantity("boiler.temperature") < 20.1 else {
            throw BenchmarkError(description: "the boiler did not cool")
        }
        await board.close()
        return seconds
    }

    // MARK: Chaos

    /// A hundred espressos with faults: what a run costs, and whether the heater ever did what it must not.
    private static func chaos() async throws {
        var cost: [Double] = []
        let report = try await ChaosCampaign(faults, seeds: 0..<100, within: .seconds(150)).run { seed, faults in
            let begin = Process.processorSeconds
            defer { cost.append(Process.processorSeconds - begin) }
            return try await brew(CoffeeMachine(), seed, faults)
        }
        if let finding = report.finding { throw BenchmarkError(description: "an interlock was violated: \(finding)") }
        let calm = try await Samples(20) {
            let begin = Process.processorSeconds
            _ = try await brew(CoffeeMachine(), 1, [])
            return Process.processorSeconds - begin
        }
        try Figure(
            "\(name)/chaos", "cpu_of_a_run_of_\(report.runs)_with_\(report.faults)_faults",
            Samples(cost).scaled(by: 1e3),
            unit: "ms", baseline: ("an espresso without faults", calm.scaled(by: 1e3))
        ).print()

        var broken = CoffeeMachine()
        broken.hasSafetyChain = false
        let begin = Process.processorSeconds
        let found = try await ChaosCampaign(faults, seeds: 0..<100, within: .seconds(150), count: 4...10)
            .run { seed, faults in try await brew(broken, seed, faults) }
        guard let finding = found.finding else { throw BenchmarkError(description: "nothing broke the broken machine") }
        try Figure(
            "\(name)/chaos", "faults_that_break_a_machine_without_safety_chain_of_\(finding.drawn.count)_drawn",
            Samples([Double(finding.minimal.count)]), unit: "faults", target: .atMost(1)
        ).print()
        try Figure(
            "\(name)/chaos", "cpu_to_find_and_shrink_in_\(found.runs + finding.shrinkingRuns)_runs",
            Samples([(Process.processorSeconds - begin) * 1e3]), unit: "ms"
        ).print()
    }

    /// Brews an espresso, and tells what was violated.
    private static func brew(_ machine: CoffeeMachine, _ seed: UInt64, _ faults: [Fault]) async throws -> String? {
        let clock = VirtualClock()
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        let declared = DeclaredBoard.coffee(machine)
        let parts = try declared.virtualBoard("coffee", configuration: configuration, clock: clock.time)
        let recorder = try BoardRecorder(parts)
        let rule = try recorder.watch(
            .never(longerThan: .milliseconds(200)) {
                Probe("heater.power") > 0 && (Probe("tank.water") < 60 || Probe("boiler.temperature") > 130)
            })
        for fault in faults { try parts.inject(fault) }
        var run = LocalRunConfiguration()
        run.root = nil
        run.packageFolder = nil
        run.clock = clock
        run.board = Board(
            parts, description: declared.description, interlocks: declared.interlocks, journalID: seed)
        let person = Task(executorPreference: clock.time.executor) {
            try await clock.time.sleep(for: .seconds(2))
            try parts.set("green.pressed", true)
            try await clock.time.sleep(for: .milliseconds(100))
            try parts.set("green.pressed", false)
            guard seed.isMultiple(of: 3) else { return }
            try await clock.time.sleep(for: .seconds(Int64(seed % 100)))
            try parts.set("tank.amount", 30)
        }
        _ = await (try LocalRun(espresso, run)).execute()
        try await clock.time.run {
            try await person.value
            try await clock.time.sleep(for: .seconds(300))
        }
        await run.board?.close()
        guard case .violated(let violation) = rule.verdict else { return nil }
        return violation.message
    }

    private static let faults = [
        Fault(.openWire, at: "ntc:1"), Fault(.shortTo("ntc:2"), at: "ntc:1"), Fault(.offset(volts: 0.6), at: "adc:CH0"),
        Fault(.drift(voltsPerHour: 15), at: "adc:CH0"), Fault(.noise(volts: 0.05), at: "adc:CH0"),
        Fault(.corrupt, at: "adc", probability: 0.01), Fault(.stuckAt(.high), at: "heater:IN"),
        Fault(.glitch(width: .milliseconds(3), every: .seconds(1)), at: "heater:IN"),
        Fault(.stuckAt(.low), at: "float:1"),
        Fault(.openWire, at: "float:1"), Fault(.bounce(duration: .milliseconds(12), count: 40), at: "green:1.l"),
        Fault(.stuckAt(.high), at: "pump:IN"), Fault(.openWire, at: "scale:DT"), Fault(.busStuck, at: "i2c-1"),
        Fault(.brownOut, at: "pi"), Fault(.chipUnplugged, at: "gpiochip0"), Fault(.permissionDenied, at: "gpiochip0"),
    ]
}
