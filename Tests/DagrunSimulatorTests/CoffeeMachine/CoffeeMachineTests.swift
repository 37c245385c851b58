// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite("The coffee machine")
struct CoffeeMachineTests {
    private static func lines(_ board: VirtualBoard, _ names: [String], value: Bool = false) throws -> any LineRequest {
        let offsets = try names.map { name in
            guard case .gpio(let number)? = CoffeeMachine.wiring[name] else { throw PartError("no \(name)") }
            return LineAddress(chip: "gpiochip0", offset: number)
        }
        return try board.request(offsets, offsets.map { _ in .output(value) }, consumer: "test")
    }

    @Test("heats as its power and capacity say, and cools to the room")
    func heating() throws {
        let board = try CoffeeMachine().board()
        let heater = try Self.lines(board, ["heater"], value: true)
        board.advance(by: .seconds(60))
        // 1000 W into 1650 J/K with a loss of 1.4 W/K: T = 20 + 1000 / 1.4 · (1 - e^(-60 · 1.4 / 1650)).
        #expect(abs(try board.quantity("boiler.temperature") - 55.455) < 0.01)
        try heater.set(false, at: 0)
        board.advance(by: .seconds(86_400))
        #expect(abs(try board.quantity("boiler.temperature") - 20) < 0.001)
        #expect(board.diagnostics.isEmpty)
    }

    @Test("brews by weight and loses no drop of water and no crumb of coffee")
    func brewing() throws {
        var machine = CoffeeMachine()
        machine.boilerTemperature = 93
        let board = try machine.board()
        let loads = try Self.lines(board, ["grinder", "pump"])
        try loads.set(true, at: 0)
        board.advance(by: .milliseconds(7500))
        try loads.set(LineValues([false, true]))
        #expect(abs(try board.quantity("coffee.ground") - 18) < 0.2)
        board.advance(by: .seconds(40))
        try loads.set(false, at: 1)
        board.advance(by: .seconds(5))
        let cup = try board.quantity("cup.water")
        #expect((30...45).contains(cup))
        let sum = try ["tank.water", "puck.water", "cup.water"].map { try board.quantity($0) }.reduce(0, +)
        #expect(abs(sum - 1200) < 1e-6)
        #expect(try board.quantity("boiler.temperature") < 90)
        #expect(try board.quantity("pump.pressure") == 0)
        #expect(board.diagnostics.isEmpty)
    }

    @Test("has a chain of contacts that keeps the heater off an empty tank and below 130 °C")
    func safetyChain() throws {
        var machine = CoffeeMachine()
        let board = try machine.board()
        let heater = try Self.lines(board, ["heater"], value: true)
        for _ in 0..<1200 {
            board.advance(by: .milliseconds(500))
            #expect(try board.quantity("boiler.temperature") < 130)
        }
        try board.set("tank.amount", 40)
        #expect(try board.quantity("heater.power") == 0)
        try heater.set(false, at: 0)

        machine.hasSafetyChain = false
        let unsafeBoard = try machine.board()
        let unsafeHeater = try Self.lines(unsafeBoard, ["heater"], value: true)
        unsafeBoard.advance(by: .seconds(600))
        #expect(try unsafeBoard.quantity("boiler.temperature") > 200)
        try unsafeHeater.set(false, at: 0)
    }

    @Test("has a boiler whose way is seen where a rule looks, although nothing happens meanwhile")
    func watchedBoiler() throws {
        var machine = CoffeeMachine()
        machine.hasSafetyChain = false
        let board = try machine.board()
        let recorder = try BoardRecorder(board)
        let rule = try recorder.watch(.never { Probe("heater.power") > 0 && Probe("boiler.temperature") > 130 })
        let heater = try Self.lines(board, ["heater"], value: true)
        board.advance(by: .seconds(600))
        try heater.set(false, at: 0)
        guard case .violated(let violation) = rule.verdict else {
            Issue.record("it did not see the boiler")
            return
        }
        // 20 + 1000 / 1.4 · (1 - e^(-t · 1.4 / 1650)) = 130 at t = 197.0995 s.
        #expect(abs(Double(violation.time.nanoseconds) / 1e9 - 197.0995) < 0.01)
        #expect(try recorder.holds(Probe("boiler.temperature") > 200))
        board.advance(by: .seconds(3600))
        #expect(try recorder.holds(Probe("boiler.temperature") < 100))
        let place = try #require(recorder.trace.place(of: "boiler.temperature"))
        #expect(recorder.trace.lastValue(of: place) == .real(try board.quantity("boiler.temperature")))
    }

    @Test("has its own copy of water and coffee each time that it is made")
    func independence() throws {
        let machine = CoffeeMachine()
        let first = try machine.board()
        let second = try machine.board()
        try first.set("tank.amount", 7)
        #expect(try second.quantity("tank.water") == 1200)
    }
}
