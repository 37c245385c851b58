// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct ScenarioPromptTests {
    @Test(arguments: [
        ("inject stuck-at GPIO18 value=0 until=2s", "inject stuck-at target=GPIO18 until=2s value=0"),
        ("inject fault: open-wire, target: led1:A", "inject open-wire target=led1:A"),
        ("dagrun:inject: { fault: open-wire, target: led1:A }", "inject open-wire target=led1:A"),
        ("inject fault=nack-address target=i2c-1@0x3c name=x", "inject nack-address target=i2c-1@0x3c"),
        ("set btn1.pressed 1", "set btn1.pressed to 1"), ("set lcd.text to two words", "set lcd.text to two words"),
        ("set pot.position 0.5", "set pot.position to 0.5"), ("set keypad.*.2 1", "set keypad.*.2 to 1"),
        ("  delay 100ms", "delay 100 ms"), ("delay: 1 s", "delay 1 s"),
        ("expect led1:A is high", "expect led1:A is high"),
        ("wait-until condition: led1:A is high, timeout: 2s", "wait until led1:A is high"),
        ("set-control part-id: btn1, control: pressed, value: 1", "set btn1.pressed to 1"),
        ("remove f1", "take the fault “f1” out"), ("never led1:A is high", "from here on never: led1:A is high"),
    ])
    func aStepIsTypedInOneLine(line: String, words: String) throws {
        #expect(try ScenarioStep(line: line).description == words)
    }

    @Test(arguments: [
        ("", "there is no step “”"), ("injekt stuck-at", "there is no step “injekt”; did you mean \"inject\"?"),
        ("set btn1 1", "write what is set to what"), ("inject", "‘fault’ is missing"),
        ("inject melt GPIO18", "there is no fault ‘melt’"),
        ("inject stuck-at GPIO18 value=0 soon", "“soon” says nothing"),
        ("delay soon", "a duration is a number and a unit"), ("delay", "a duration is"),
    ])
    func whatIsNoStepSaysWhy(line: String, words: String) throws {
        let error = #expect(throws: ScenarioError.self) { try ScenarioStep(line: line) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: 1...40)
    func noLineIsATrap(seed: UInt64) {
        let good = [
            "inject stuck-at GPIO18 value=0 until=2s", "set btn1.pressed 1",
            "dagrun:expect-wave { of: a:b is high, period: 2ms }",
            "write-serial [1, 2]", "wait-output part-id: x, output: \"y\", value: 'z'",
        ]
        var mutations = Mutations(
            seed: seed, words: ["{", "}", ": ", "\"", "\n", "- ", "=", "dagrun:", "#", "é", "|", "&a"])
        for line in good {
            for _ in 0..<50 {
                let text = String(decoding: mutations.damaged(Array(line.utf8)), as: UTF8.self)
                _ = try? ScenarioStep(line: text)
            }
        }
    }

    @Test func stepsAreDoneAndFaultsGetNames() async throws {
        let time = VirtualTime()
        let board = try VirtualBoard("lamp", clock: time) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn1").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
        }
        let told = try await time.run {
            var prompt = try ScenarioPrompt(BoardRecorder(board))
            var told: [String] = []
            for line in [
                "inject stuck-at led1:A value=1", "expect led1:A is high", "remove f1", "remove f1",
                "inject stuck-at led1:A value=0 name=mine", "remove mine", "expect led1:A is high",
                "set btn9.pressed 1", "set btn1.pressed 1", "wait-serial hello",
            ] {
                let (words, isGood) = try await prompt.perform(line)
                told.append((isGood ? "+ " : "- ") + (words.split(separator: "\n").first ?? ""))
            }
            return told
        }
        #expect(
            told == [
                "+ inject stuck-at target=led1:A value=1 (remove f1 takes it out)", "+ expect led1:A is high",
                "+ take the fault “f1” out", "- no step in front of this one puts in a fault “f1”",
                "+ inject stuck-at target=led1:A value=0 (remove mine takes it out)", "+ take the fault “mine” out",
                "- expected led1:A is high, and it is not so at 0 µs",
                "- the board has no control “btn9.pressed”; did you mean \"btn1.pressed\"?", "+ set btn1.pressed to 1",
                "- wait-serial: a board that runs Linux has no serial output; run the scenario beside a DAG, with dagrun local --board --scenario: what its tasks log is taken for it",
            ])
        #expect(board.faults.isEmpty)
    }
}
