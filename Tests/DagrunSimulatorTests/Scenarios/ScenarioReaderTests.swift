// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunSimulator

@Suite struct ScenarioReaderTests {
    private func read(_ steps: String) throws -> [ScenarioStep] {
        try Scenario(yaml: Array("name: x\nversion: 1\nsteps:\n\(steps)\n".utf8)).steps
    }

    /// Reads steps and forgets where they stand.
    private func words(_ steps: String) throws -> [String] { try read(steps).map(\.description) }

    @Test(arguments: [
        ("esp32-button-counter", "Pushbutton counter test", 11, "wait for “Pushbutton Counter” on the console"),
        ("nano-turn-signals", "Tests", 50, "delay 100 ms"),
        ("nucleo-blink", "Blinky test", 8, "wait for “Toggle” on the console"),
        ("pico-blink", "Blinky test", 4, "wait for “LED on” on the console"),
    ])
    func readsThePublicScenarios(file: String, name: String, count: Int, first: String) throws {
        let scenario = try Scenario(yaml: try Fixture.bytes("scenarios/\(file).yaml"), file: file)
        #expect(scenario.name == name)
        #expect(scenario.author != nil)
        #expect(scenario.steps.count == count)
        #expect(scenario.steps[0].description == first)
    }

    @Test func readsTheStepsOfWokwi() throws {
        #expect(
            try words(
                """
                - delay: 100ms
                - delay: 0
                - set-control: {part-id: btn1, control: pressed, value: 1}
                - set-control:
                    part-id: pot1
                    name: position
                    value: 0.25
                - expect-pin: {part-id: led1, pin: A, value: 0}
                - expect-pin: {part-id: led1, name: A, value: "1"}
                - wait-serial: 42
                - write-serial: "a\\n"
                - write-serial: [0x41, 10]
                - take-screenshot: {part-id: oled1, save-to: shot.pgm}
                - touch: {part-id: lcd1, x: 1, y: 2}
                """) == [
                    "delay 100 ms", "delay 0 µs", "set btn1.pressed to 1", "set pot1.position to 0.25",
                    "expect led1:A to be 0", "expect led1:A to be 1", "wait for “42” on the console",
                    "write 2 bytes to the console", "write 2 bytes to the console", "take a screenshot of oled1",
                    "touch",
                ])
    }

    @Test func readsTheStepsOfOurOwnAsSwiftMakesThem() throws {
        let led: Probe = "led1:A"
        let steps = try read(
            """
            - dagrun:wait-pin: {part-id: led1, pin: A, value: 1, timeout: 2 s}
            - dagrun:wait-until: boiler.temperature >= 93
            - dagrun:wait-until: {condition: led1:A is high, timeout: 1min}
            - dagrun:expect: led1:A is high and btn1.pressed
            - dagrun:wait-output: {part-id: led1, output: brightness, value: 0.5, tolerance: 0.1, timeout: 1s}
            - dagrun:expect-output: {part-id: lcd1, output: text, value: "1"}
            - dagrun:expect-within: {time: 50ms, after: btn1.pressed is on, expect: led1:A is high}
            - dagrun:expect-wave: {part-id: led1, pin: A, period: 1ms, duty: 25%, tolerance: 0.1, cycles: 4}
            - dagrun:expect-wave: {of: led1:A is high, period: 1ms}
            - dagrun:never: led1:A is X
            - dagrun:never: {condition: led1:A is X, longer-than: 5us}
            - dagrun:inject: {fault: stuck-at, target: led1:A, value: 0, until: 2s, name: stuck}
            - dagrun:remove: stuck
            - dagrun:advance: 6h
            - dagrun:snapshot: before
            """)
        let expected: [ScenarioStep] = [
            .waitPin("led1", "A", .high, timeout: .seconds(2)), .wait(until: Probe("boiler.temperature") >= 93),
            .wait(until: led.isHigh, timeout: .seconds(60)), .expect(led.isHigh && Probe("btn1.pressed").isOn),
            .waitOutput("led1", "brightness", 0.5, tolerance: 0.1, timeout: .seconds(1)),
            .expectOutput("lcd1", "text", "1"),
            .watch(.within(.milliseconds(50), after: Probe("btn1.pressed").isOn) { led.isHigh }),
            .expectWave(of: led.isHigh, period: .milliseconds(1), duty: 0.25, tolerance: 0.1, cycles: 4),
            .expectWave(of: led.isHigh, period: .milliseconds(1)), .never { led.isUnknown },
            .watch(.never(longerThan: .microseconds(5)) { led.isUnknown }),
            .inject(Fault(.stuckAt(.low), at: "led1:A", until: .seconds(2)), named: "stuck"), .remove("stuck"),
            .advance(.seconds(6 * 3600)),
            .snapshot("before"),
        ]
        #expect(steps.map(\.description) == expected.map(\.description))
        #expect(steps.map(\.unplaced) == expected)
    }

    @Test func keepsTheNamesOfSteps() throws {
        #expect(try read("- name: press it\n  delay: 1s").map(\.name) == ["press it"])
    }

    @Test(
        "refuses what is no scenario, and says where and what would be right",
        arguments: [
            ("- delay: 100", "4:10: step 1: a duration is a number and a unit"),
            ("- delay: 1 parsec", "4:10: step 1: a duration is"), ("- delay: -1s", "a duration is"),
            ("- delay: 99999999999h", "a duration is"),
            ("- set-controll: {}", "4:3: step 1: there is no step “set-controll”; did you mean \"set-control\"?"),
            ("- wait-pin: {}", "did you mean \"dagrun:wait-pin\"?"), ("- jump: {}", "there are delay, set-control"),
            ("- expect-pin: {part-id: a, pin: b, expected: 1}", "expect-pin needs “value”"),
            ("- expect-pin: {part-id: a, pin: b, expected: 1}", "expect-pin has no “expected”; there are part-id"),
            ("- expect-pin: {part-id: a, pin: b, valeu: 1}", "did you mean \"value\"?"),
            ("- expect-pin: {part-id: a, pin: b, value: 2}", "a pin's value is 0 or 1, not “2”"),
            ("- expect-pin: 3", "expect-pin is a mapping with part-id"),
            ("- set-control: {part-id: [], control: a, value: 1}", "“part-id” is a text"),
            ("- delay: 1s\n  wait-serial: x", "5:3: step 1: a step does one thing"), ("- name: x", "does nothing"),
            ("- x", "a step is a mapping"),
            ("- name: []\n  delay: 1s", "a step's name is a text"),
            ("- wait-serial: []", "the text that is waited for"),
            ("- write-serial: [256]", "a byte is"), ("- write-serial: []", "not empty"),
            ("- take-screenshot: {part-id: a}", "save-to or compare-with"),
            ("- take-screenshot: {part-id: a, save-to: x.png}", "end in .pgm"),
            ("- dagrun:never: a is warm", "is no condition"),
            (
                "- dagrun:inject: {fault: stuck, target: a}",
                "there is no fault ‘stuck’; there is bounce, glitch, stuck-at"
            ),
            ("- dagrun:inject: {fault: noise, target: a, every: 1s}", "‘every’ means nothing here"),
            ("- dagrun:inject: x", "is a mapping with fault"),
            ("- dagrun:inject: {fault: [x]}", "is a number or a text"),
            ("- dagrun:never: {condition: [a]}", "a condition in words"),
            ("- dagrun:expect-wave: {of: a, period: 0}", "more than zero"),
            ("- dagrun:expect-wave: {of: a, period: 1s, duty: 150%}", "is a share"),
            ("- dagrun:expect-wave: {of: a, period: 1s, cycles: 0}", "whole number from 1"),
            ("- dagrun:wait-output: {part-id: a, output: b, value: 1, tolerance: -1}", "zero or more"),
            ("  []", "steps is a list"),
        ])
    func refuses(steps: String, words: String) throws {
        let error = try #require(throws: ScenarioError.self) { try read(steps) }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.description.hasPrefix("scenario:"))
    }

    @Test(
        "needs a name, version 1 and steps",
        arguments: [
            ("", "a scenario is a mapping"), ("version: 1\nsteps: [{delay: 1s}]", "needs “name”"),
            ("name: x\nsteps: [{delay: 1s}]", "needs “version”"),
            ("name: x\nversion: 2\nsteps: [{delay: 1s}]", "only version 1"),
            ("name: x\nversion: 1", "needs “steps”"), ("name: x\nversion: 1\nstepz: []", "did you mean \"steps\"?"),
            ("a: &b c", "1:4: anchors"),
        ])
    func needs(text: String, words: String) throws {
        let error = try #require(throws: ScenarioError.self) { try Scenario(yaml: Array(text.utf8)) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func namesAllFaultsAtOnce() throws {
        let error = try #require(throws: ScenarioError.self) {
            try read("- delay: 1\n- jump: 2\n- expect-pin: {part-id: a, pin: b, value: x}")
        }
        #expect(error.faults.map(\.step) == [1, 2, 3])
        #expect(error.faults.map(\.line) == [4, 5, 6])
    }

    @Test func survivesDamagedFiles() throws {
        let words = ["- ", "delay: ", "dagrun:never: ", "1s", "{", "}", ": ", "\n", "value: ", "0", "ä"]
        var mutations = Mutations(seed: 5, words: words)
        let sample = try Fixture.bytes("scenarios/nano-turn-signals.yaml").prefix(1_500)
        for _ in 0..<500 {
            do throws(ScenarioError) {
                _ = try Scenario(yaml: mutations.damaged(Array(sample)))
            } catch {
                #expect(!error.faults.isEmpty)
            }
        }
    }
}

extension ScenarioStep {
    /// The step as one that was written in Swift.
    fileprivate var unplaced: ScenarioStep {
        var step = self
        step.position = nil
        return step
    }
}
