// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator

/// The virtual board: events on nets, edges that reach a program, outputs that a program sets, and a day of a kettle.
enum BoardBenchmark: Benchmark {
    static let name = "board"
    private static let nets = 64

    @concurrent static func run() async throws {
        try netEvents()
        try transitions()
        try await edges()
        try day()
    }

    // MARK: Nets

    /// 64 nets that change level about each microsecond, with one listener each.
    private static func netEvents() throws {
        let baseline = Samples(try (0..<5).map { _ in try closureEvents() })
        let silent = Samples(try (0..<7).map { _ in try netEvents(isTraced: false) })
        let traced = Samples(try (0..<7).map { _ in try netEvents(isTraced: true) })
        let name = "\(self.name)/net_events"
        try Figure(
            name, "per_second", silent, unit: "1/s", target: .atLeast(5e6), baseline: ("closures in a heap", baseline)
        ).print()
        try Figure(
            name, "per_second_with_vcd", traced, unit: "1/s", target: .atLeast(2e6),
            baseline: ("closures in a heap, without VCD", baseline)
        ).print()
    }

    private static func netEvents(isTraced: Bool) throws -> Double {
        let board = try VirtualBoard("nets") {
            for net in 0..<nets {
                Oscillator("o\(net)", period: Int64(1000 + net))
                Listener("l\(net)").wired("IN", to: "o\(net):OUT")
            }
        }
        var configuration = BoardRecorder.Configuration()
        configuration.capacity = 1000
        configuration.vcd = "/dev/null"
        let recorder = isTraced ? try BoardRecorder(board, configuration) : nil
        board.advance(by: .milliseconds(1))
        let begin = Process.processorSeconds
        board.advance(by: .milliseconds(50))
        try recorder?.finish()
        let seconds = Process.processorSeconds - begin
        let events = (0..<nets).reduce(0) { $0 + 51_000_000 / (1000 + $1) - 1_000_000 / (1000 + $1) }
        return Double(events) / seconds
    }

    private static func closureEvents() throws -> Double {
        var kernel = ClosureKernel(nets: nets)
        for net in 0..<nets {
            let counter = Counter()
            kernel.listen(to: net) { _ in counter.count += 1 }
            toggle(net, true, at: Int64(1000 + net), &kernel)
        }
        let begin = Process.processorSeconds
        kernel.run(until: 50_000_000)
        return Double(kernel.changes) / (Process.processorSeconds - begin)
    }

    private final class Counter {
        var count = 0
    }

    private static func toggle(_ net: Int, _ level: Bool, at time: Int64, _ kernel: inout ClosureKernel) {
        kernel.schedule(at: time) { kernel in
            kernel.set(net, level)
            toggle(net, !level, at: time + Int64(1000 + net), &kernel)
        }
    }

    // MARK: Lines

    /// An LED behind a resistor that a program switches.
    private static func transitions() throws {
        let samples = Samples(
            try (0..<7).map { _ in
                let board = try VirtualBoard("lamp") {
                    RaspberryPiPart("pi")
                    ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO17")
                    LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND")
                }
                return try secondsPerTransition(board, offset: 17)
            })
        let bare = Samples(
            try (0..<7).map { _ in
                try secondsPerTransition(try VirtualBoard("bare") { RaspberryPiPart("pi") }, offset: 17)
            })
        let name = "\(self.name)/transitions"
        do {
            let baseline = try GPIOZero.secondsPerTransition().scaled(by: 1e9)
            try Figure(
                name, "cpu_of_a_line", bare.scaled(by: 1e9), unit: "ns", target: .ratioAtMost(0.1),
                baseline: ("gpiozero's MockFactory, LED.on and off", baseline)
            ).print()
            try Figure(
                name, "cpu_of_a_line_with_resistor_and_led", samples.scaled(by: 1e9), unit: "ns",
                baseline: ("gpiozero's MockFactory, LED.on and off", baseline)
            ).print()
        } catch let error as BenchmarkError {
            print(#"{"benchmark":"\#(name)","skipped":"no gpiozero to compare with: \#(error.description)"}"#)
        }
    }

    private static func secondsPerTransition(_ board: VirtualBoard, offset: Int) throws -> Double {
        let line = try board.request(
            [LineAddress(chip: "gpiochip0", offset: offset)], [.output(false)], consumer: "benchmark")
        let count = 200_000
        let begin = Process.processorSeconds
        for _ in 0..<(count / 2) {
            try line.set(true, at: 0)
            try line.set(false, at: 0)
        }
        return (Process.processorSeconds - begin) / Double(count)
    }

    /// Edges that a task waits for, one after the other, under virtual time.
    private static func edges() async throws {
        var samples: [Double] = []
        var baselines: [Double] = []
        let count = 100_000
        for _ in 0..<7 {
            let time = VirtualTime()
            let board = try VirtualBoard("edges", clock: time) {
                RaspberryPiPart("pi")
                Oscillator("o", period: 1000).wired("OUT", to: "pi:GPIO17")
            }
            let line = try board.request(
                [LineAddress(chip: "gpiochip0", offset: 17)], [.input(edges: .both)], consumer: "benchmark")
            let begin = Process.processorSeconds
            try await time.run {
                for _ in 0..<count { _ = try await line.nextEvent() }
            }
            samples.append((Process.processorSeconds - begin) / Double(count))
            baselines.append(try await streamEdges(count))
        }
        try Figure(
            "\(name)/edges", "cpu_from_edge_to_task", Samples(samples).scaled(by: 1e9), unit: "ns",
            target: .atMost(2000),
            baseline: ("an AsyncStream between two tasks, one element at a time", Samples(baselines).scaled(by: 1e9))
        ).print()
    }

    private static func streamEdges(_ count: Int) async throws -> Double {
        let begin = Process.processorSeconds
        let (events, source) = AsyncStream.makeStream(of: Int.self)
        let (answers, sink) = AsyncStream.makeStream(of: Int.self)
        async let echo: Void = { for await event in events { sink.yield(event) } }()
        var iterator = answers.makeAsyncIterator()
        for number in 0..<count {
            source.yield(number)
            _ = await iterator.next()
        }
        source.finish()
        await echo
        // There and back are two.
        return (Process.processorSeconds - begin) / Double(2 * count)
    }

    // MARK: Physics

    /// A day of a kettle whose thermostat keeps it between 80 and 90 °C.
    private static func day() throws {
        func seconds(_ isAtRest: Bool) throws -> Double {
            let board = try VirtualBoard("kettle") {
                Quantity("heater.watts", unit: "W", initial: 0)
                Kettle(isAlwaysStepping: !isAtRest)
                Thermostat("thermostat")
            }
            let begin = Process.processorSeconds
            board.advance(by: .seconds(86_400))
            return Process.processorSeconds - begin
        }
        try Figure(
            "\(name)/day", "cpu_of_a_day", Samples(try (0..<5).map { _ in try seconds(true) }), unit: "s",
            target: .atMost(0.5),
            baseline: ("the same in steps of 10 ms all day", Samples(try (0..<3).map { _ in try seconds(false) }))
        ).print()
    }
}
