// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import DagrunTesting
import FoundationEssentials
import Synchronization
import Testing

extension Trait where Self == BoardTrait {
    /// A button at GPIO17 that bounces, and a lamp at GPIO18.
    fileprivate static func lamp(seed: UInt64 = 1) -> Self {
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        return .board("lamp", configuration: configuration) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn1").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
        }
    }
}

@Suite("The virtual board of a test", .timeLimit(.minutes(15)))
struct TestBoardTests {
    private static let led: Probe = "led1:A"
    private static let pressed: Probe = "btn1.pressed"

    /// The program under test: lights the lamp some time after each press.
    private func answer(_ board: TestBoard, after delay: Duration = .milliseconds(20)) throws -> Task<Void, any Error> {
        let button = try board.board.request(
            [LineAddress(chip: "gpiochip0", offset: 17)],
            [.input(bias: .pullUp, activeLow: true, edges: .rising, debounce: .milliseconds(5))], consumer: "test")
        let lamp = try board.board.request(
            [LineAddress(chip: "gpiochip0", offset: 18)], [.output()], consumer: "test")
        return Task {
            while true {
                guard case .edge = try await button.nextEvent() else { continue }
                try await board.pass(delay)
                try lamp.set(true, at: 0)
            }
        }
    }

    @Test(
        "finds a line by whatever programs call it, in conditions, rules, faults and looks", .lamp(),
        arguments: ["led.led1", "led", "GPIO18", "BOARD12", "J8:12", "gpiochip0:18", "pi:GPIO18"])
    func linesByName(name: String) async throws {
        let board = try TestBoard.current
        let lamp = try board.board.request([LineAddress(chip: "gpiochip0", offset: 18)], [.output()], consumer: "test")
        try lamp.set(true, at: 0)
        try board.expect(Probe(name).isHigh)
        try board.watch(.stays(for: .milliseconds(1), after: Probe(name).isLow) { Probe(name).isLow })
        try board.inject(Fault(.stuckAt(.low), at: name, from: .milliseconds(5), until: .milliseconds(9)))
        try await board.wait(until: Probe(name).isLow, timeout: .milliseconds(6))
        #expect(try board.board.read(name) == .low)
        let scenario = Scenario("names", [.expectPin(name, .low), .waitPin(name, .high, timeout: .milliseconds(5))])
        #expect(try await ScenarioRunner(scenario, on: board.recorder).run().failure == nil)
    }

    @Test("lets a test press, wait and look in no time", .lamp())
    func presses() async throws {
        let board = try TestBoard.current
        let program = try answer(board)
        defer { program.cancel() }
        try board.watch(.within(.milliseconds(40), after: Self.pressed.isOn) { Self.led.isHigh })
        try board.watch(.never { Self.led.isUnknown })
        try board.expect(Self.led.isLow)
        try await board.press("btn1")
        try await board.wait(until: Self.led.isHigh)
        try await board.pass(.seconds(6 * 3600))
        try board.expect(.sequence(of: Self.led, [.low, .high]))
        try board.expect(.sequence(of: Self.pressed, [.low, .high, .low]))
        #expect(board.time.now > Timestamp(nanoseconds: 6 * 3_600_000_000_000))
    }

    // MARK: Scenarios

    private static let fixtures = "../../DagrunSimulatorTests/Fixtures"

    private static let blink = DAG("blink") {
        task("blink") { context in
            let led = try await LED("GP2", on: try context.board)
            for isLit in [true, false] {
                if isLit { try led.on() } else { try led.off() }
                context.logOutput(isLit ? "LED on" : "LED off")
                try await context.clock.sleep(for: .seconds(1))
            }
        }
    }

    @Test(
        "plays a scenario beside a DAG, whose log is the console",
        .board(diagram: "\(fixtures)/diagrams/pico-sdk-blink.json"))
    func plays() async throws {
        let board = try TestBoard.current
        let person = Task { try await board.play("\(Self.fixtures)/scenarios/pico-blink.yaml") }
        let run = try await Self.blink.test()
        #expect(run.state == .success)
        #expect(try await person.value.hasPassed)
    }

    @Test(
        "fails with a scenario that fails, and says at which step",
        .board(diagram: "\(fixtures)/diagrams/pico-sdk-blink.json"))
    func failsWithAScenario() async throws {
        let board = try TestBoard.current
        try await withKnownIssue {
            try await board.play("\(Self.fixtures)/scenarios/pico-blink.yaml")
        } matching: { issue in
            issue.comments.contains {
                $0.rawValue.contains(
                    "scenario “Blinky test” failed at step 1, line 6 (wait for “LED on” on the console)")
            }
        }
        // With faults about, only what must never be counts.
        let report = try await board.play("\(Self.fixtures)/scenarios/pico-blink.yaml", onlyNever: true)
        #expect(!report.hasPassed)
    }

    @Test("takes never steps of a scenario for what must hold in a chaos run, on a board from a diagram")
    func chaosFromAScenario() async throws {
        let scenario = Scenario(
            "never unknown",
            [.never { Self.led.isUnknown }, .waitSerial("LED on"), .expectPin("led1", "A", .high)])
        let faults = [
            Fault(.stuckAt(.low), at: "led1:A"), Fault(.reset, at: "pico"), Fault(.openWire, at: "led1:C"),
            Fault(.stuckAt(.unknown), at: "led1:A"), Fault(.chipUnplugged, at: "gpiochip0"),
        ]
        func report(_ faults: [Fault]) async throws -> ChaosReport {
            try await ChaosCampaign(faults, seeds: 0..<20, within: .seconds(2))
                .run(on: .board(diagram: "\(Self.fixtures)/diagrams/pico-sdk-blink.json")) { board in
                    let person = Task { try await board.play(scenario, onlyNever: true) }
                    _ = try await Self.blink.test()
                    _ = try await person.value
                }
        }
        let sound = try await report(faults.filter { $0.kind != .stuckAt(.unknown) })
        #expect(sound.finding == nil && sound.runs == 20, "\(sound)")
        let finding = try #require(try await report(faults).finding)
        #expect(finding.minimal.map(\.kind) == [.stuckAt(.unknown)])
        #expect(finding.violation.contains("never: led1:A is X"))
    }

    // Each sets its own board only; were it shared, one would see the other's time or lamp.
    @Test("is each test's own", .lamp(), arguments: 0..<20)
    func isItsOwn(number: Int) async throws {
        let board = try TestBoard.current
        #expect(board.time.now == .zero)
        try board.expect(!Self.pressed.isOn)
        try board.set("btn1.pressed", true)
        try await board.pass(.milliseconds(10 * Int64(number + 1)))
        #expect(board.time.now == Timestamp(nanoseconds: 10_000_000 * Int64(number + 1)))
        #expect(board.trace.count > 1)
    }

    @Test("runs on its time in the same order each time", .lamp(seed: 7), arguments: 0..<5)
    func isDeterministic(number: Int) async throws {
        let board = try TestBoard.current
        let program = try answer(board)
        defer { program.cancel() }
        for _ in 0..<3 { try await board.press("btn1", for: .milliseconds(30)) }
        try await board.pass(.milliseconds(50))
        let vcd = board.trace.vcd(timescale: .nanosecond)
        let first = Self.first.withLock { first in
            first = first ?? vcd
            return first
        }
        #expect(first == vcd)
    }

    private static let first = Mutex<[UInt8]?>(nil)

    @Test("fails with a picture, the seed and how to run it again", .lamp(seed: 42))
    func tells() async throws {
        let board = try TestBoard.current
        try await withKnownIssue {
            try await board.press("btn1")
            try board.expect(.within(.milliseconds(10), after: Self.pressed.isOn) { Self.led.isHigh })
        } matching: { issue in
            let text = issue.comments.map(\.rawValue).joined(separator: "\n")
            return text.contains("led1:A is high: not within 10 ms after btn1.pressed is on, at 10 ms")
                && text.contains("btn1.pressed  ╱▔") && text.contains("▲ 10 ms: here")
        }
        try withKnownIssue {
            try board.expect(Self.led.isHigh)
        } matching: {
            $0.comments.contains { $0.rawValue.contains("expected led1:A is high, and it is not so at 100 ms") }
        }
    }

    @Test("fails for a rule that had no occasion to fail", .lamp())
    func refusesNoProof() async throws {
        let board = try TestBoard.current
        try withKnownIssue {
            try board.expect(.within(.milliseconds(10), after: Self.pressed.isOn) { Self.led.isHigh })
        } matching: {
            $0.comments.contains { $0.rawValue.contains("nobody can say: btn1.pressed is on: that never began") }
        }
    }

    @Test("gives up waiting, and shows what was waited for", .lamp())
    func givesUp() async throws {
        let board = try TestBoard.current
        let error = await #expect(throws: BoardTimeout.self) {
            try await board.wait(until: Self.led.isHigh, timeout: .seconds(2))
        }
        #expect(error?.description.hasPrefix("waited for led1:A is high, in vain for 2 s\n") == true)
        #expect(board.time.now == Timestamp(nanoseconds: 2_000_000_000))
    }

    @Test("keeps golden traces beside the test, and compares with them", .lamp())
    func comparesWithGoldenTraces() async throws {
        let board = try TestBoard.current
        let folder = try TemporaryFolder()
        let golden = "\(folder.path)/press.vcd"
        try await board.press("btn1", for: .milliseconds(5))
        try withKnownIssue {
            try board.expectTrace(like: golden, of: ["btn1.pressed", "led1:A"])
        } matching: {
            $0.comments.contains { $0.rawValue.contains("there was no golden trace") }
        }
        try board.expectTrace(like: golden)
        try await board.press("btn1", for: .milliseconds(5))
        try withKnownIssue {
            try board.expectTrace(like: golden)
        } matching: {
            $0.comments.contains {
                $0.rawValue.contains("btn1.pressed became 1 at 5 ms, where it should have stayed 0")
            }
        }
    }

    @Test("is the hardware of DAGs and operators that are tested in it", .lamp())
    func isTheHardware() async throws {
        let board = try TestBoard.current
        let dag = DAG("lamp") {
            let pressed = task("wait", ButtonSensor(.red).timeout(.minutes(5)))
            task("light", pressed.output) { _, context in
                context.logOutput("pressed")
                let lamp = try await context.board.lease("led.red", .output(true, onRelease: .keep), holder: "light")
                lamp.release()
            }
        }
        try board.watch(.within(.milliseconds(300), after: Self.pressed.isOn) { Self.led.isHigh })
        let person = Task {
            try await board.pass(.seconds(90))
            try await board.press("btn1", for: .milliseconds(500))
        }
        let run = try await dag.test()
        try await person.value
        #expect(run.state == .success)
        #expect(try run.output(of: "wait", as: Color.self) == .red)
        #expect(try run.logs(of: "light") == ["pressed"])
        #expect(run.elapsed > .seconds(90) && run.elapsed < .seconds(91))
        try board.expect(.sequence(of: Self.led, [.low, .high]))

        let result = await LedOperator("led.red", isOn: false).test()
        #expect(result.message == nil)
        try board.expect(Self.led.isLow)
        // Who brings a clock brings a board, too.
        #expect(TestContext(clock: VirtualClock()).board == nil)
    }

    @Test("goes on when a DAG in it waits for what can't happen", .board("empty") { RaspberryPiPart("pi") })
    func survivesAStandstill() async throws {
        let board = try TestBoard.current
        let dag = DAG("stuck") { task("wait") { for await _ in AsyncStream<Int>(Int.self, { _ in }) {} } }
        let run = try await dag.test()
        #expect(run.state == .failed)
        #expect(try run.message(of: "wait")?.contains("can't happen any more") == true)
        try await board.pass(.seconds(1))
    }

    @Test("has a bundle's boards, interlocks and names of pins", .board("desk", of: Desk.self))
    func comesFromABundle() async throws {
        let board = try TestBoard.current
        try await board.hardware.lease("lamp", .output(true, onRelease: .keep), holder: "test").release()
        try await board.pass(.seconds(11))
        try board.expect(.pulses(of: Self.led.isHigh, width: .seconds(10)...(.seconds(10)), count: 1))
    }

    struct Desk: DAGBundle {
        var dags: [DAG] { [] }
        var wiring: [String: PinID] { ["lamp": "led.white"] }
        var boards: [String: DeclaredBoard] {
            [
                "desk": DeclaredBoard(interlocks: [.limit("led.white", onTime: .seconds(10))]) {
                    RaspberryPiPart("pi")
                    ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
                    LEDPart("led1", color: "white").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
                }
            ]
        }
    }

    @Test("must be one of the bundle's")
    func isAmongThose() async throws {
        let error = await #expect(throws: NoSuchBoard.self) {
            try await ChaosCampaign([], seeds: 0..<1, within: .seconds(1)).run(on: .board("dask", of: Desk.self)) { _ in
            }
        }
        #expect(error?.description == "the bundle declares no board “dask”; did you mean “desk”?")
    }

    @Test("is run with the faults of a campaign, and tells the one that broke it")
    func findsWhatBreaks() async throws {
        let faults = [
            Fault(.stuckAt(.high), at: "led1:A"), Fault(.openWire, at: "btn1:1.l"), Fault(.reset, at: "pi"),
        ]
        let report = try await ChaosCampaign(faults, seeds: 0..<50, within: .seconds(2)).run(on: .lamp()) { board in
            try board.watch(.never { Self.led.isHigh })
            try await board.pass(.seconds(3))
        }
        let finding = try #require(report.finding)
        #expect(finding.minimal.map(\.kind) == [.stuckAt(.high)])
        #expect(finding.violation.hasPrefix("expected never: led1:A is high\nled1:A is high, at "))
    }

    @Test("is missing where no trait gives one")
    func isMissing() {
        let error = #expect(throws: NoTestBoard.self) { try TestBoard.current }
        #expect(error?.description.contains("@Test(.board(") == true)
    }

    @Test("comes from a diagram, too", .board(diagram: TestDiagrams.path("airflow-esp.json")))
    func comesFromADiagram() async throws {
        let dag = DAG("airflow_summit_demo", queue: "gpio") {
            let pressed = task("wait_button", ButtonSensor(.green, .yellow, .red).timeout(.minutes(5)))
            task("set_led", LedOperator(color: pressed.output))
        }
        let board = try TestBoard.current
        try board.watch(.within(.milliseconds(300), after: Probe("btn2.pressed").isOn) { Probe("led1:A").isHigh })
        let person = Task {
            try await board.pass(.seconds(60))
            try await board.press("btn2")
        }
        let run = try await dag.test()
        try await person.value
        #expect(try run.output(of: "wait_button", as: Color.self) == .green)
        try board.expect(Probe("led1.brightness") > 0 && Probe("led2:A").isLow)
    }
}
