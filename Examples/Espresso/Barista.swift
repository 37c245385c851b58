// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// Works the coffee machine for a task.
struct Barista {
    private let board: Board
    private let holder: String
    private let log: Logger

    init(_ context: TaskContext) throws {
        board = try context.board
        holder = "espresso.\(context.task.taskID)"
        log = context.logger
    }

    /// Whether the float says that there is water for a cup.
    func hasWater() async throws -> Bool {
        let tank = try await board.lease("tank", .input(bias: .pullUp, activeLow: true), holder: holder)
        defer { tank.release() }
        return try tank.value()
    }

    /// Heats the boiler.
    ///
    /// - Returns: The temperature that was reached, in °C.
    func heat(to target: Double) async throws -> Double {
        let boiler = try Boiler(board)
        return try await withHeater { heater in
            while true {
                let celsius = try await boiler.celsius()
                if celsius >= target { return celsius }
                try heater.on()
                try await board.clock.sleep(for: .milliseconds(200))
            }
        }
    }

    /// Grinds for some time.
    func grind(for duration: Duration) async throws {
        let grinder = try await Relay("grinder", on: board, maximumOnTime: .seconds(15), holder: holder)
        defer { grinder.close() }
        try await grinder.run(for: duration)
    }

    /// Pumps until so many grams are in the cup, and keeps the boiler warm meanwhile.
    func brew(_ grams: Double, at target: Double) async throws -> Shot {
        let scale = Scale(
            try await HX711(data: "scale.data", clock: "scale.clock", on: board, holder: holder), countsPerGram: 100)
        let boiler = try Boiler(board)
        try await scale.tare(samples: 3)
        let pump = try await Relay("pump", on: board, maximumOnTime: .seconds(60), holder: holder)
        defer { pump.close() }
        let start = board.clock.now
        return try await withHeater { heater in
            try pump.on()
            var weight = 0.0
            var celsius = target
            // What is on its way falls into the cup after the pump has stopped.
            while weight < grams - 1 {
                guard try pump.isOn else {
                    throw TaskSignal.fail(
                        "after \(start.duration(to: board.clock.now)) there are \(weight) g in the cup")
                }
                celsius = try await boiler.celsius()
                if celsius < target { try heater.on() } else { try heater.off() }
                weight = try await scale.grams()
            }
            try pump.off()
            try heater.off()
            let seconds = start.duration(to: board.clock.now) / .seconds(1)
            try await board.clock.sleep(for: .seconds(2))
            let shot = Shot(grams: try await scale.grams(samples: 3), seconds: seconds, celsius: celsius)
            log.info("brewed", metadata: ["grams": "\(shot.grams)", "seconds": "\(shot.seconds)"])
            return shot
        }
    }

    /// Shows a text, with a light and a sound; what can't be shown spoils no coffee.
    func show(_ text: String, alarm: Bool = false, beeps: Int = 1) async throws {
        do {
            try await SSD1306(on: board).show(text: text)
        } catch let error as HALError {
            log.warning("the display does not work: \(error)")
        }
        // It stays lit until somebody sees it.
        let light = try await LED(alarm ? "led.red" : "led.green", on: board, onRelease: .keep, holder: holder)
        try light.on()
        let buzzer = try await Buzzer("buzzer", on: board, holder: holder)
        try await buzzer.beep(on: .milliseconds(200), off: .milliseconds(200), count: beeps)
    }

    /// Off at the end, whatever the end is, and off after two seconds in which nobody says otherwise.
    private func withHeater<Result>(_ body: (Relay) async throws -> Result) async throws -> Result {
        let heater = try await Relay("heater", on: board, maximumOnTime: .seconds(2), holder: holder)
        defer { heater.close() }
        return try await body(heater)
    }
}
