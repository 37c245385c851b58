// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTesting
import Testing

@testable import DagrunExamples

@Suite("An espresso on the simulated coffee machine", .timeLimit(.minutes(15)))
struct EspressoTests {
    /// Longer than the interlocks need to notice: they look each 100 ms.
    private static let reaction = Duration.milliseconds(200)
    /// Never heats an empty tank, nor a boiler that is too hot.
    private static let isSafe = SignalRule.never(longerThan: reaction) {
        Probe("heater.power") > 0 && (Probe("tank.water") < 60 || Probe("boiler.temperature") > 130)
    }

    /// Somebody who orders after two seconds.
    private func order(on board: TestBoard) -> Task<Void, any Error> {
        Task {
            try await board.pass(.seconds(2))
            try await board.press("green")
        }
    }

    @Test("is brewed by weight after the green button", .board("coffee", of: Examples.self))
    func brews() async throws {
        let board = try TestBoard.current
        try board.watch(Self.isSafe)
        try board.watch(.within(.seconds(3), after: Probe("green.pressed").isOn) { Probe("heater.power") > 0 })
        try board.watch(.never { Probe("pump:IN").isHigh && Probe("boiler.temperature") < 80 })
        let person = order(on: board)
        let run = try await espresso.test()
        try await person.value
        #expect(run.state == .success)
        let shot = try run.output(of: "brew", as: Shot.self)
        #expect((34...38).contains(shot.grams) && (15...40).contains(shot.seconds))
        #expect(try run.logs(of: "brew").contains { $0.contains("brewed") })
        #expect(try run.state(of: "ask_for_water") == .skipped)
        try board.expect(.pulses(of: Probe("grinder:IN").isHigh, width: .seconds(7.5)...(.seconds(7.6)), count: 1))
        try board.expect(.pulses(of: Probe("pump:IN").isHigh, width: .seconds(15)...(.seconds(40)), count: 1))
        try board.expect(.sequence(of: "ready:A", [.low, .high]))
        try board.expect(Probe("heater:IN").isLow && Probe("cup.water").isWithin(34...38))
        #expect(board.board.diagnostics.isEmpty)
    }

    @Test("is not begun without water", .board("coffee", of: Examples.self))
    func asksForWater() async throws {
        let board = try TestBoard.current
        try board.set("tank.amount", 40)
        let person = order(on: board)
        let run = try await espresso.test()
        try await person.value
        #expect(run.state == .success)
        #expect(try run.state(of: "ask_for_water") == .success && run.state(of: "heat") == .skipped)
        try board.expect(.sequence(of: "heater:IN", [.low]))
        try board.expect(Probe("alarm:A").isHigh)
    }

    @Test("stops heating when the tank is emptied meanwhile, and says why", .board("coffee", of: Examples.self))
    func stopsWithoutWater() async throws {
        let board = try TestBoard.current
        // The float that the program looks at; the contacts of the machine itself have a float of their own.
        try board.watch(
            .within(Self.reaction, after: Probe("tank.water") < 60 && Probe("heater:IN").isHigh) {
                Probe("heater:IN").isLow
            })
        let person = Task {
            try await order(on: board).value
            try await board.wait(until: Probe("heater:IN").isHigh)
            try await board.pass(.seconds(20))
            try board.set("tank.amount", 40)
        }
        let run = try await espresso.test()
        try await person.value
        #expect(run.state == .failed)
        #expect(try run.message(of: "heat")?.contains("it requires that there is water in the tank") == true)
        try board.expect(.pulses(of: Probe("heater:IN").isHigh, width: .seconds(20)...(.seconds(20.2)), count: 1))
    }

    @Test("fails when the thermistor comes off, with the heater off", .board("coffee", of: Examples.self))
    func noticesALooseWire() async throws {
        let board = try TestBoard.current
        try board.watch(Self.isSafe)
        try board.inject(Fault(.openWire, at: "ntc:1", from: .seconds(30)))
        let person = order(on: board)
        let run = try await espresso.test()
        try await person.value
        #expect(try run.message(of: "heat")?.contains("one is loose or shorted") == true)
        try board.expect(Probe("heater:IN").isLow)
    }

    // MARK: Chaos

    /// Whatever may go wrong outside of the machine's own chain of contacts.
    private static let faults = [
        Fault(.openWire, at: "ntc:1"), Fault(.shortTo("ntc:2"), at: "ntc:1"),
        Fault(.offset(volts: 0.6), at: "adc:CH0"), Fault(.drift(voltsPerHour: 15), at: "adc:CH0"),
        Fault(.noise(volts: 0.05), at: "adc:CH0"), Fault(.saturation(1...3.3), at: "adc:CH0"),
        Fault(.corrupt, at: "adc", probability: 0.01), Fault(.brownOut, at: "adc"),
        Fault(.stuckAt(.high), at: "heater:IN"),
        Fault(.glitch(width: .milliseconds(3), every: .seconds(5)), at: "heater:IN"),
        Fault(.stuckAt(.low), at: "float:1"), Fault(.openWire, at: "float:1"),
        Fault(.bounce(duration: .milliseconds(12), count: 40), at: "green:1.l"),
        Fault(.stuckAt(.high), at: "pump:IN"), Fault(.openWire, at: "scale:DT"),
        Fault(.noAcknowledgeAddress, at: "display", probability: 0.5), Fault(.busStuck, at: "i2c-1"),
        Fault(.reset, at: "pi"), Fault(.brownOut, at: "pi"), Fault(.chipUnplugged, at: "gpiochip0"),
        Fault(.busy(holder: "another program"), at: "GPIO23"), Fault(.permissionDenied, at: "gpiochip0"),
        Fault(.queueOverflow(depth: 1), at: "gpiochip0"),
        Fault(.lateTimestamps(by: .milliseconds(40)), at: "gpiochip0"),
    ]

    /// An order on a machine whose tank somebody empties in some of the runs.
    private static func chaos(_ board: TestBoard) async throws {
        try board.watch(isSafe)
        let person = Task {
            try await board.pass(.seconds(2))
            try await board.press("green")
            guard board.board.seed.isMultiple(of: 3) else { return }
            try await board.pass(.seconds(Int64(board.board.seed % 100)))
            try board.set("tank.amount", 30)
        }
        _ = try await espresso.test()
        try await person.value
        try await board.pass(.seconds(300))
    }

    @Test("never heats an empty tank or beyond 130 °C, whatever goes wrong in a hundred runs")
    func survives() async throws {
        let report = try await ChaosCampaign(Self.faults, seeds: 0..<100, within: .seconds(150))
            .run(on: .board("coffee", of: Examples.self), Self.chaos)
        #expect(report.finding == nil, "\(report)")
        #expect(report.runs == 100 && report.faults > 200)
    }

    @Test("is found out when the machine's chain of contacts is missing, with the one fault that it takes")
    func findsABrokenInterlock() async throws {
        var machine = CoffeeMachine()
        machine.hasSafetyChain = false
        let declared = DeclaredBoard.coffee(machine)
        let report = try await ChaosCampaign(Self.faults, seeds: 0..<100, within: .seconds(150), count: 4...10)
            .run(on: .board("coffee", declared), Self.chaos)
        let finding = try #require(report.finding)
        #expect(finding.drawn.count >= 4 && finding.minimal.count == 1, "\(report)")
        #expect(finding.violation.contains("boiler.temperature"), "\(report)")
    }
}
