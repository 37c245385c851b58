// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

/// Public projects of Wokwi, their boards and scenarios unchanged, with a DAG in place of the firmware: as a user starts them.
@Suite(.enabled(if: Program.isBuilt, Program.whyNot), .timeLimit(.minutes(15)))
struct PublicScenarioTests {
    private static let fixtures =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/DagrunSimulatorTests/Fixtures"

    private static func command(_ dag: String, _ board: String, _ scenario: String) -> [String] {
        [
            "local", dag, "--board", "\(fixtures)/diagrams/\(board).json", "--scenario",
            "\(fixtures)/scenarios/\(scenario).yaml", "--clock", "virtual",
        ]
    }

    @Test(arguments: [
        ("pico_blink", "pico-sdk-blink", "pico-blink", "Blinky test"),
        ("nucleo_blink", "nucleo-c031c6-led", "nucleo-blink", "Blinky test"),
        ("counter", "esp32-counter-ci", "esp32-button-counter", "Pushbutton counter test"),
        ("turn_signals", "nano-turn-signals", "nano-turn-signals", "Tests"),
    ])
    func aScenarioThatListensToASerialLineHearsTheLogOfTheDAG(
        dag: String, board: String, scenario: String, name: String
    ) throws {
        let result = try Program().run(Self.command(dag, board, scenario))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("scenario “\(name)” passed"), "\(result.errors)")
    }

    @Test func aDAGThatDoesNotSayWhatIsWaitedForFails() throws {
        let result = try Program().run(
            Self.command("counter", "esp32-counter-ci", "esp32-button-counter") + ["--param", "presses=2"])
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "scenario “Pushbutton counter test” failed at step 11, line 37 (wait for “Button pressed 3 times” on the console):"
                    + " waited for “Button pressed 3 times” on the console, in vain for 60 s"), "\(result.errors)")
    }

    @Test func aLampOnAnotherPinFailsWithWhatThePinDid() throws {
        // It says the same, of a lamp that the scenario doesn't look at.
        let result = try Program().run(
            Self.command("pico_blink", "pico-sdk-blink", "pico-blink") + ["--pin", "GP2=GP3"])
        #expect(result.status == 1)
        #expect(result.errors.contains("led1:A"), "\(result.errors)")
    }

    @Test func withoutADAGItSaysWhatToDo() throws {
        let result = try Program().run(
            "board", "run", "\(Self.fixtures)/diagrams/pico-sdk-blink.json", "--scenario",
            "\(Self.fixtures)/scenarios/pico-blink.yaml")
        #expect(result.status == 3)
        #expect(result.errors.contains("what its tasks log is taken for it"), "\(result.errors)")
    }
}
