// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Glibc
import Testing

@Suite struct EnvironmentTests {
    /// Heats a litre of water, which cools to 20 °C at rest.
    private final class Kettle: PhysicalModel {
        let name = "kettle"
        let quantities = [Quantity("kettle.temperature", unit: "°C", initial: 20, in: -50...100)]
        let inputs = ["heater.watts"]
        let step = Duration.milliseconds(100)
        private(set) var steps = 0
        private let capacity = 4186.0
        private let cooling = Relaxation(timeConstant: 3600)
        private var temperature = 0
        private var watts = 0

        func start(_ context: borrowing ModelContext) {
            temperature = context.quantity("kettle.temperature") ?? 0
            watts = context.quantity("heater.watts") ?? 0
        }

        func advance(by seconds: Double, _ context: borrowing ModelContext) {
            steps += 1
            let cooled = cooling.value(from: context[temperature], to: 20, after: seconds)
            context[temperature] = cooled + context[watts] * seconds / capacity
        }

        func isResting(_ context: borrowing ModelContext) -> Bool { context[watts] == 0 }

        func rest(for seconds: Double, _ context: borrowing ModelContext) {
            context[temperature] = cooling.value(from: context[temperature], to: 20, after: seconds)
        }
    }

    /// Switches the heater by two thresholds.
    private final class Thermostat: Part {
        static let type = "test-thermostat"
        let id: String
        let pins: [PartPin] = []
        let outputs = [PartOutput("log", initial: "")]
        private var log = ""
        private var watts = 0

        init(_ id: String) { self.id = id }
        init(id: String, attributes: PartAttributes) { self.id = id }

        func start(_ context: borrowing PartContext) {
            guard let temperature = context.quantity("kettle.temperature"), let watts = context.quantity("heater.watts")
            else { return }
            self.watts = watts
            context.watch(quantity: temperature, crossing: 90, as: 0)
            if !context.watch(quantity: temperature, crossing: 80, as: 1) { context.set(quantity: watts, to: 2000) }
        }

        func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) {
            log += "\(context.now.nanoseconds / 1_000_000_000):\(threshold)\(isAbove ? "+" : "-") "
            context.show(0, .text(log))
            if threshold == 0, isAbove { context.set(quantity: watts, to: 0) }
            if threshold == 1, !isAbove { context.set(quantity: watts, to: 2000) }
        }
    }

    private static func board(@BoardBuilder also content: () -> BoardDesign = { BoardDesign() }) throws -> VirtualBoard
    {
        var design = BoardDesign {
            Quantity("heater.watts", unit: "W", initial: 0)
            Kettle()
        }
        let more = content()
        design.parts += more.parts
        return try VirtualBoard("kettle", design: design)
    }

    @Test func `a model at rest takes no steps and is exact whenever somebody looks`() throws {
        let watched = try Self.board()
        let unwatched = try Self.board()
        for board in [watched, unwatched] {
            try board.set(quantity: "heater.watts", to: 2000)
            board.advance(by: .seconds(60))
            try board.set(quantity: "heater.watts", to: 0)
        }
        let hot = try watched.quantity("kettle.temperature")
        #expect(abs(hot - 48.43) < 0.01)
        for _ in 0..<1000 {
            watched.advance(by: .milliseconds(3601))
            _ = try watched.quantity("kettle.temperature")
        }
        unwatched.advance(by: .milliseconds(3_601_000))
        let temperature = try watched.quantity("kettle.temperature")
        #expect(temperature == (try unwatched.quantity("kettle.temperature")))
        #expect(abs(temperature - (20 + (hot - 20) * 0.3677773)) < 1e-4)
        // One step after the heater was switched off shows that the model is at rest.
        #expect(watched.nextEventTime == nil)
    }

    @Test func `an input that changes within a step counts from its instant on`() throws {
        let whole = try Self.board()
        try whole.set(quantity: "heater.watts", to: 2000)
        whole.advance(by: .milliseconds(130))
        try whole.set(quantity: "heater.watts", to: 0)
        whole.advance(by: .milliseconds(5))
        let degrees = try whole.quantity("kettle.temperature") - 20
        #expect(abs(degrees - 2000 * 0.130 / 4186) < 1e-5)
    }

    @Test func `thresholds are crossed at their instant, also at rest`() throws {
        let board = try Self.board { Thermostat("thermostat") }
        board.advance(by: .seconds(3600))
        let log = try #require(try board.output("thermostat.log").text)
        // Some 150 s to 90 °C, then down to 80 °C, which takes 3600 s times ln 7/6: 555 s.
        #expect(log.hasPrefix("127:1+ 149:0+ 150:0- 705:1- 705:1+ "))
        let temperature = try board.quantity("kettle.temperature")
        #expect((79.9...90.1).contains(temperature))
    }

    @Test func `a day at rest is one jump`() throws {
        let board = try Self.board()
        try board.set(quantity: "kettle.temperature", to: 90)
        board.advance(by: .seconds(86_400))
        let temperature = try board.quantity("kettle.temperature")
        #expect(abs(temperature - 20) < 1e-6)
    }

    @Test(arguments: [(1, false), (7, false), (7200, true)])
    func `a quantity at rest is told along its curve, the same however time is driven and whoever looks`(
        pieces: Int, isLookedAt: Bool
    ) throws {
        let board = try Self.board()
        try board.set(quantity: "kettle.temperature", to: 90)
        board.advance(by: .seconds(1))
        let start = board.now
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(quantities: true))
        for _ in 0..<pieces {
            board.advance(by: .seconds(7200) / pieces)
            if isLookedAt { _ = try board.quantity("kettle.temperature") }
        }
        board.advance(to: start.advanced(by: .seconds(7200)))
        subscription.cancel()
        let points = sink.events.dropFirst(2).compactMap { event -> (seconds: Double, degrees: Double)? in
            guard case .value(.number(let degrees)) = event.change else { return nil }
            return (Double(event.time.nanoseconds) / 1e9, degrees)
        }
        #expect(points.count == 508)
        for point in points {
            let expected: Double = 20 + 70 * exp(-point.seconds / 3600)
            #expect(abs(point.degrees - expected) < 0.01)
        }
        for (one, next) in zip(points, points.dropFirst()) {
            #expect(one.seconds < next.seconds && one.degrees - next.degrees < 0.5)
        }
        // What is told changes nothing.
        let unwatched = try Self.board()
        try unwatched.set(quantity: "kettle.temperature", to: 90)
        unwatched.advance(to: board.now)
        let temperature = try unwatched.quantity("kettle.temperature")
        #expect(try board.quantity("kettle.temperature") == temperature)
    }

    @Test func `a board may go to the end of time`() throws {
        let board = try Self.board()
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(quantities: true))
        try board.set(quantity: "kettle.temperature", to: 90)
        board.advance(to: Timestamp(nanoseconds: .max))
        #expect(sink.events.count < 3000)
        subscription.cancel()
    }

    // MARK: Balances

    /// Pumps a hundred grams a second from the tank to the cup; and loses some on the way when it is told to.
    private final class Pump: PhysicalModel {
        let name = "pump"
        let quantities = [
            Quantity("tank", unit: "g", initial: 10, in: 0...100), Quantity("cup", unit: "g", initial: 0, in: 0...8),
            Quantity("leak", unit: "g", initial: 0),
        ]
        private var places = (tank: 0, cup: 0, leak: 0)

        func start(_ context: borrowing ModelContext) {
            places = (context.quantity("tank") ?? 0, context.quantity("cup") ?? 0, context.quantity("leak") ?? 0)
        }

        func advance(by seconds: Double, _ context: borrowing ModelContext) {
            context.move(100 * seconds, from: places.tank, to: places.cup)
            context[places.cup] -= context[places.leak]
        }

        func isResting(_ context: borrowing ModelContext) -> Bool { false }
    }

    private static func pump() throws -> VirtualBoard {
        try VirtualBoard("pump") {
            Pump()
            Conservation("water", of: ["tank", "cup"])
        }
    }

    @Test func `what is moved is neither lost nor made, and stops where there is none or no room`() throws {
        let board = try Self.pump()
        board.advance(by: .milliseconds(75))
        #expect(try abs(board.quantity("tank") - 3) < 1e-9)
        try board.set(quantity: "tank", to: 20)
        board.advance(by: .seconds(1))
        #expect(try abs(board.quantity("tank") - 19.5) < 1e-9)
        #expect(try board.quantity("cup") == 8)
        #expect(board.diagnostics.isEmpty)
    }

    @Test func `a model that loses something is told once`() throws {
        let board = try Self.pump()
        try board.set(quantity: "leak", to: 0.25)
        board.advance(by: .milliseconds(50))
        #expect(board.messages(.conservation) == ["water: it adds up to 9.75 and should be 10.0: tank + cup"])
    }

    @Test func `values stay within their range, and what is no number is dropped`() throws {
        let board = try Self.pump()
        try board.set(quantity: "tank", to: 500)
        #expect(try board.quantity("tank") == 100)
        try board.set(quantity: "tank", to: .nan)
        #expect(try board.quantity("tank") == 100)
        #expect(throws: BoardError.self) { try board.quantity("sea") }
    }

    @Test func `quantities that are missing or there twice are faults`() {
        let error = #expect(throws: BoardError.self) {
            try VirtualBoard("bad") {
                Kettle()
                Quantity("a", unit: "", initial: 1)
                Quantity("a", unit: "", initial: 1)
                Conservation("sum", of: ["a", "b"])
            }
        }
        #expect(error?.faults.count == 3)
    }
}
