// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct ScenarioRunnerTests {
    /// A button that lights a lamp after some time, as a small program on the computer sees to.
    private struct Lamp {
        let time = VirtualTime()
        let board: VirtualBoard
        let recorder: BoardRecorder

        init() throws {
            board = try VirtualBoard("lamp", clock: time) {
                RaspberryPiPart("pi")
                PushbuttonPart("btn1").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND")
                ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
                LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
                Screen("oled1")
            }
            recorder = try BoardRecorder(board)
        }

        /// Runs a scenario beside a program that answers each press after a delay with so many blinks.
        func run(
            _ scenario: Scenario, _ configuration: ScenarioRunner.Configuration = .init(),
            answerAfter delay: Duration = .milliseconds(20), blinks: Int = 1
        ) async throws -> ScenarioReport {
            let runner = try ScenarioRunner(scenario, on: recorder, configuration)
            let (board, time) = (board, time)
            return try await time.run {
                let button = try board.request(
                    [LineAddress(chip: "gpiochip0", offset: 17)],
                    [.input(bias: .pullUp, activeLow: true, edges: .rising, debounce: .milliseconds(5))],
                    consumer: "test")
                let led = try board.request(
                    [LineAddress(chip: "gpiochip0", offset: 18)], [.output()], consumer: "test")
                let program = Task {
                    while true {
                        guard case .edge = try await button.nextEvent() else { continue }
                        try await time.sleep(for: delay)
                        for blink in 0..<blinks {
                            try led.set(true, at: 0)
                            configuration.console?.append("LED on \(blink)\n")
                            try await time.sleep(for: .milliseconds(1))
                            if blink < blinks - 1 || blinks > 1 { try led.set(false, at: 0) }
                            try await time.sleep(for: .milliseconds(3))
                        }
                    }
                }
                defer { program.cancel() }
                return try await runner.run()
            }
        }
    }

    /// A display that shows a square.
    private final class Screen: Part {
        static let type = "test-screen"
        let id: String
        let pins: [PartPin] = []
        let outputs = [
            PartOutput("picture", initial: .picture(Picture(width: 3, height: 2, bytes: [0, 255, 0, 255, 0, 255])))
        ]

        init(_ id: String) { self.id = id }
        convenience init(id: String, attributes: PartAttributes) throws(PartError) { self.init(id) }
    }

    private let led: Probe = "led1:A"
    private let pressed: Probe = "btn1.pressed"
    private let press: [ScenarioStep] = [
        .setControl("btn1", "pressed", 1), .delay(.milliseconds(100)), .setControl("btn1", "pressed", 0),
    ]

    @Test func passesWhenAllIsAsExpected() async throws {
        let report = try await Lamp().run(
            Scenario(
                "lamp",
                [
                    .watch(.within(.milliseconds(40), after: pressed.isOn) { led.isHigh }),
                    .never { led.isUnknown }, .expectPin("led1", "A", .low), .setControl("btn1", "pressed", 1),
                    .waitPin("led1", "A", .high, timeout: .milliseconds(50)),
                    .expectOutput("led1", "current", 4.05, tolerance: 0.1),
                    .waitOutput("led1", "brightness", 0.2, tolerance: 0.1), .expect(led.isHigh && pressed.isOn),
                    .snapshot("on"), .delay(.milliseconds(100)),
                ]))
        #expect(report.failure == nil, "\(report.failure ?? "")")
        #expect(report.hasPassed)
        #expect(report.steps.allSatisfy { $0.outcome == .passed })
        #expect(report.rules.map(\.verdict) == [.held, .held])
        #expect(report.snapshots.map(\.name) == ["on"])
        #expect(report.snapshots[0].values["led1:A"] == .logic(.high))
        // 5 ms of debouncing behind the last bounce, 20 ms of thinking, and the delay.
        #expect(report.duration > .milliseconds(125) && report.duration < .milliseconds(127))
    }

    @Test func endsWithTheFirstStepThatFails() async throws {
        let report = try await Lamp().run(
            Scenario("lamp", press + [.expectPin("led1", "A", .low), .delay(.seconds(1))]))
        #expect(report.steps.map(\.outcome).prefix(3) == [.passed, .passed, .passed])
        #expect(report.steps[4].outcome == .notReached && report.steps[4].start == nil)
        let failure = try #require(report.failure)
        #expect(report.steps[3].outcome == .failed(failure))
        #expect(failure.hasPrefix("expected led1:A is low"), "\(failure)")
        #expect(failure.contains("▲"))
    }

    @Test func endsWhenARuleIsBroken() async throws {
        let report = try await Lamp().run(
            Scenario(
                "lamp",
                [.watch(.within(.milliseconds(10), after: pressed.isOn) { led.isHigh })] + press + [.delay(.seconds(1))]
            ))
        #expect(report.failure?.contains("led1:A is high: not within 10 ms after btn1.pressed is on, at 10 ms") == true)
        #expect(report.steps.map(\.outcome) == [.passed, .passed, .passed, .notReached, .notReached])
    }

    @Test func failsForARuleThatNothingPutToTheTest() async throws {
        let report = try await Lamp().run(
            Scenario(
                "lamp", [.watch(.within(.milliseconds(10), after: pressed.isOn) { led.isHigh }), .delay(.seconds(1))]))
        #expect(report.failure?.contains("nobody can say: btn1.pressed is on: that never began") == true)
        #expect(report.steps.allSatisfy { $0.outcome == .passed })
    }

    @Test(arguments: [ScenarioStep.waitPin("led1", "A", .high), .wait(until: Probe("led1:A").isHigh)])
    func givesUpWaitingAfterTheLimit(step: ScenarioStep) async throws {
        var configuration = ScenarioRunner.Configuration()
        configuration.waitLimit = .seconds(2)
        let report = try await Lamp().run(Scenario("lamp", [step]), configuration)
        #expect(report.failure?.contains("in vain for 2 s") == true)
        #expect(report.duration == .seconds(2))
    }

    @Test(arguments: [(4, 0.25, true), (4, 0.5, false), (5, 0.25, false)])
    func waitsForAWaveAndMeasuresIt(period: Int64, duty: Double, isGood: Bool) async throws {
        let report = try await Lamp().run(
            Scenario(
                "lamp",
                [
                    .setControl("btn1", "pressed", 1), .waitPin("led1", "A", .high), .delay(.milliseconds(2)),
                    .expectWave(
                        of: led.isHigh, period: .milliseconds(period), duty: duty, tolerance: 0.01, cycles: 3),
                ]), blinks: 10)
        #expect(report.hasPassed == isGood, "\(report.failure ?? "")")
        // Three cycles and the begin of the first, no longer.
        let start = try #require(report.steps[2].start)
        if isGood { #expect(report.steps[3].end == start.advanced(by: .milliseconds(16))) }
    }

    @Test func failsWhenNoWaveComes() async throws {
        let report = try await Lamp().run(
            Scenario("lamp", [.expectWave(of: led.isHigh, period: .milliseconds(4), tolerance: 0)]))
        #expect(report.failure?.contains("0 whole cycles seen, 2 are asked for") == true)
        #expect(report.duration == .milliseconds(12))
    }

    @Test func waitsForTheConsole() async throws {
        var configuration = ScenarioRunner.Configuration()
        configuration.console = ScenarioConsole()
        let good = try await Lamp().run(
            Scenario("lamp", [.setControl("btn1", "pressed", 1), .waitSerial("on 0"), .waitSerial("LED on 1")]),
            configuration, blinks: 2)
        #expect(good.failure == nil, "\(good.failure ?? "")")
        configuration.console = ScenarioConsole()
        // What was said once can be waited for once.
        let bad = try await Lamp().run(
            Scenario("lamp", [.setControl("btn1", "pressed", 1), .waitSerial("LED on"), .waitSerial("LED on")]),
            configuration)
        #expect(bad.failure == "waited for “LED on” on the console, in vain for 60 s")
    }

    @Test func putsFaultsInFromTheStepOnAndTakesThemOut() async throws {
        let report = try await Lamp().run(
            Scenario(
                "lamp",
                [.delay(.milliseconds(10)), .inject(Fault(.stuckAt(.low), at: "GPIO18"), named: "stuck")] + press + [
                    .expect(led.isLow), .remove("stuck"), .expect(led.isHigh),
                    .inject(Fault(.stuckAt(.low), at: "GPIO18", from: .milliseconds(5), until: .milliseconds(10))),
                    .expect(led.isHigh), .delay(.milliseconds(5)), .expect(led.isLow), .delay(.milliseconds(5)),
                    .expect(led.isHigh),
                ]))
        #expect(report.failure == nil, "\(report.failure ?? "")")
    }

    @Test func leavesSerialStepsOutWhenAskedTo() async throws {
        var configuration = ScenarioRunner.Configuration()
        configuration.skipsSerial = true
        let report = try await Lamp().run(
            Scenario("lamp", [.waitSerial("x"), .delay(.seconds(1))]), configuration)
        #expect(report.steps.map(\.outcome) == [.skipped("nothing on the board has a serial line"), .passed])
    }

    @Test func keepsAndComparesPictures() async throws {
        let folder = try TemporaryFolder()
        var configuration = ScenarioRunner.Configuration()
        configuration.folder = folder.path
        let kept = try await Lamp().run(
            Scenario(
                "oled", [.takeScreenshot("oled1", saveTo: "a.pgm"), .takeScreenshot("oled1", compareWith: "a.pgm")]),
            configuration)
        #expect(kept.failure == nil, "\(kept.failure ?? "")")
        let file = "\(folder.path)/a.pgm"
        #expect(
            [UInt8](try Data(contentsOf: URL(filePath: file))) == Array("P5\n3 2\n255\n".utf8) + [
                0, 255, 0, 255, 0, 255,
            ])

        func compare(_ bytes: [UInt8]) async throws -> String? {
            try Data(bytes).write(to: URL(filePath: file))
            return try await Lamp().run(
                Scenario("oled", [.takeScreenshot("oled1", compareWith: "a.pgm")]), configuration
            ).failure
        }
        // The same as a bitmap with a comment: 1 is black.
        #expect(try await compare(Array("P4 # black and white\n3 2\n".utf8) + [0b1010_0000, 0b0100_0000]) == nil)
        let other = try await compare(Array("P5\n3 2\n255\n".utf8) + [0, 255, 9, 255, 0, 255])
        #expect(other?.hasSuffix("1 pixels differ, the first one at 2, 0") == true)
        #expect(try await compare(Array("P5\n3 2\n255\n".utf8))?.contains("no picture that is read here") == true)
        #expect(try await compare([])?.contains("no picture") == true)
        #expect(
            try await compare(Array("P5\n1 1\n255\n".utf8) + [0])?.contains("has 3 x 2 pixels, and should have 1 x 1")
                == true)
    }

    @Test func namesAllStepsThatDoNotFitTheBoard() throws {
        let lamp = try Lamp()
        let steps: [ScenarioStep] = [
            .setControl("btn2", "pressed", 1), .setControl("btn1", "pressed", 7), .expectPin("led1", "B", .high),
            .waitPin("led3", "A", .high), .expectOutput("led1", "bright", 1), .waitOutput("led1", "brightness", "red"),
            .never { Probe("led:A").isHigh }, .expectWave(of: Probe("led1.brightness").isHigh, period: .seconds(1)),
            .inject(Fault(.stuckAt(.low), at: "led1:X")), .remove("stuck"),
            .waitSerial("x"), .takeScreenshot("led1", saveTo: "a.pgm"), .expect(pressed.isOn && "x" < 1),
        ]
        let error = try #require(throws: ScenarioError.self) {
            try ScenarioRunner(Scenario("lamp", steps), on: lamp.recorder)
        }
        #expect(error.faults.map(\.step) == Array(1...13))
        let words = [
            "no control “btn2.pressed”; did you mean \"btn1.pressed\"?", "takes",
            "no pin “led1:B”; did you mean \"led1:A\"?",
            "did you mean \"led1:A\"?", "no output “led1.bright”; there is led1.brightness, led1.current",
            "“led1.brightness” is a number",
            "no signal “led:A”; did you mean \"led1:A\"?", "“led1.brightness” is a number", "led1:X",
            "no step in front of this one puts in a fault “stuck”", "has no serial output",
            "no display “led1”; did you mean \"oled1\"?", "no signal “x”",
        ]
        for (fault, words) in zip(error.faults, words) { #expect(fault.reason.contains(words), "\(fault)") }
    }

    @Test func runsTheSameEachTime() async throws {
        func run() async throws -> Trace {
            let lamp = try Lamp()
            _ = try await lamp.run(Scenario("lamp", press + press + [.delay(.seconds(1))]), blinks: 3)
            return lamp.recorder.trace
        }
        let first = try await run()
        #expect(first.count > 30)
        for _ in 0..<5 { #expect(try await run() == first) }
    }

    @Test func advancesAtOnceOnABoardInRealTime() async throws {
        let lamp = try Lamp()
        lamp.time.mode = .realTime(factor: 1)
        let report = try await lamp.run(Scenario("lamp", [.advance(.seconds(6 * 3600))]))
        #expect(report.duration == .seconds(6 * 3600))
        #expect(lamp.time.mode == .realTime(factor: 1))
    }
}
