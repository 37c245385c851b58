// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Glibc
import Testing

/// Runs on a board, as a user starts them.
@Suite(.enabled(if: Program.isBuilt && Program.hasExamples, Program.whyNot), .timeLimit(.minutes(15)))
struct HardwareOptionsTests {
    private static let boards =
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
        + "/Examples/Boards"

    private let summit = [
        "local", "airflow_summit_demo", "--board", "\(boards)/airflow-esp.json", "--clock", "virtual", "--clock-start",
        "2026-01-01",
    ]

    private func scenario(_ button: String, _ led: String) -> String {
        """
        name: press
        version: 1
        steps:
          - delay: 500ms
          - set-control: { part-id: \(button), control: pressed, value: 1 }
          - delay: 200ms
          - set-control: { part-id: \(button), control: pressed, value: 0 }
          - dagrun:wait-pin: { part-id: \(led), pin: A, value: 1, timeout: 2s }
        """
    }

    @Test func aScenarioPressesTheButton() throws {
        let program = try Program(executable: Program.examples)
        let result = try program.run(
            summit + ["--scenario", "\(Self.boards)/airflow-esp.press-green.yaml", "--output", "json"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.json["results"]?["wait_button"] == "green")
        #expect(result.errors.contains("scenario “the green button lights the green LED” passed"))
    }

    @Test func aScenarioThatFailsEndsTheRunAndIsAFailure() throws {
        let program = try Program(executable: Program.examples)
        // The boot button is none that the DAG waits for.
        try program.write("press.yaml", scenario("btn1", "led1"))
        let result = try program.run(summit + ["--scenario", "press.yaml"])
        #expect(result.status == 1)
        #expect(result.errors.contains("scenario “press” failed at step 5, line 8"))
        #expect(result.errors.contains("cancelled, because the run was interrupted"))
    }

    @Test func aNameOfAPinGoesBeforeThatOfTheBoard() throws {
        let program = try Program(executable: Program.examples)
        try program.write("press.yaml", scenario("btn4", "led1"))
        let result = try program.run(
            summit + ["--scenario", "press.yaml", "--pin", "button.green=GPIO7", "--pin", "button.red=9"])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func aScenarioFindsLinesByTheNamesThatTasksHaveForThem() throws {
        let program = try Program(executable: Program.examples)
        try program.write(
            "press.yaml",
            """
            name: names
            version: 1
            steps:
              - delay: 500ms
              - dagrun:inject: { fault: stuck-at, target: press.me, value: 0, until: 200ms }
              - dagrun:wait-pin: { pin: press.me, value: 0, timeout: 1s }
              - dagrun:expect: press.me is low
              - dagrun:wait-until: led.green is high
            """)
        let result = try program.run(
            summit + ["--scenario", "press.yaml", "--pin", "press.me=button.green", "--output", "json"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.json["results"]?["wait_button"] == "green")
    }

    @Test func aNameForAPinThatIsNotThereIsRefusedWithBoth() throws {
        let result = try Program(executable: Program.examples).run(summit + ["--pin", "button.green=GPIO99"])
        #expect(result.status == 2)
        #expect(result.errors.contains("--pin button.green=GPIO99: GPIO99: the"), "\(result.errors)")
    }

    @Test func aBoardOfTheBundleIsFoundByItsName() throws {
        let program = try Program()
        try program.write("press.yaml", scenario("btn", "led1"))
        let result = try program.run(
            "local", "lamp", "--board", "desk", "--scenario", "press.yaml", "--clock", "virtual")
        #expect(result.status == 0, "\(result.errors)")
        try program.write("press.yaml", scenario("btn", "led2"))
        let moved = try program.run(
            "local", "lamp", "--board", "desk", "--scenario", "press.yaml", "--clock", "virtual", "--run-id", "moved",
            "--pin", "lamp=GPIO23")
        #expect(moved.status == 0, "\(moved.errors)")
    }

    @Test func theRunsOfABackfillShareABoardAndAClock() throws {
        let program = try Program()
        let press = """
              - set-control: { part-id: btn, control: pressed, value: 1 }
              - delay: 200ms
              - set-control: { part-id: btn, control: pressed, value: 0 }
              - dagrun:wait-pin: { part-id: led1, pin: A, value: 1, timeout: 2s }
              - dagrun:wait-pin: { part-id: led1, pin: A, value: 0, timeout: 2h }
              - delay: 1s
            """
        try program.write(
            "press.yaml", "name: press\nversion: 1\nsteps:\n  - delay: 1s\n" + "\(press)\n\(press)\n\(press)\n")
        let backfill = [
            "backfill", "lamp", "--from", "2024-01-01", "--to", "2024-01-03", "--max-active-runs", "1", "--output",
            "json", "--board", "desk", "--seed", "7", "--clock", "virtual", "--scenario", "press.yaml",
        ]
        let result = try program.run(backfill)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("scenario “press” passed"))
        guard case .array(let runs) = try result.json else {
            Issue.record("no runs: \(result.output)")
            return
        }
        #expect(runs.map { $0["state"] } == ["success", "success", "success"])
        let unserved = try program.run(Array(backfill.prefix(8)) + ["--scenario", "press.yaml"])
        #expect(unserved.status == 2 && unserved.errors.contains("--scenario does something to a board: add --board"))
    }

    @Test(arguments: [
        (["--board", "rpi", "--clock", "virtual"], "--board rpi: real pins have the machine's time"),
        (
            ["--board", "dek"],
            "--board dek: there is no such board; did you mean “desk”; it takes the path of a diagram.json, a board of the"
                + " bundle (desk), or the pins of this machine (auto, rpi,"
        ),
        (["--board", "no/such.json"], "--board no/such.json: there is no such file"),
        (["--board", "desk", "--pin", "lamp"], "--pin lamp: write name=pin, such as button.green=GPIO19"),
        (["--pin", "lamp=GPIO1"], "--pin names pins of a board: add --board"),
        (["--scenario", "x.yaml"], "--scenario does something to a board: add --board"),
        (["--board", "desk", "--scenario", "none.yaml"], "none.yaml"),
        (["--vcd", "x.vcd"], "--vcd writes down what happens on a board: add --board"),
        (["--board", "desk", "--vcd", "/proc/none.vcd"], "--vcd can't open /proc/none.vcd"),
    ])
    func whatCannotBeIsAnErrorThatSaysWhatCan(options: [String], words: String) throws {
        let result = try Program().run(["local", "lamp"] + options)
        #expect(result.status == 2)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func aScenarioForAnotherBoardIsRefusedBeforeTheRun() throws {
        let program = try Program()
        try program.write("press.yaml", scenario("btn9", "led1"))
        let result = try program.run("local", "lamp", "--board", "desk", "--scenario", "press.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("btn9"), "\(result.errors)")
        #expect(!result.errors.contains("started"))
    }

    @Test(arguments: [
        ["--board", "desk"],
        ["--board", "\(boards)/airflow-esp.json", "--pin", "lamp=led.green", "--pin", "button.start=button.green"],
    ])
    func rulesOfTheBundleHoldOnEveryBoard(options: [String]) throws {
        let program = try Program()
        let button = options.count == 2 ? "btn" : "btn2"
        try program.write(
            "press.yaml",
            """
            name: press
            version: 1
            steps:
              - delay: 1s
              - set-control: { part-id: \(button), control: pressed, value: 1 }
              - dagrun:wait-until: led1:A is high
              - delay: 7199s
              - dagrun:expect: led1:A is high
              - delay: 2s
              - dagrun:expect: led1:A is low
            """)
        let result = try program.run(
            ["local", "lamp", "--param", "seconds=9000", "--clock", "virtual", "--scenario", "press.yaml"] + options)
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.errors.contains("a rule of the bundle"))
    }

    @Test func aDiagramMayHoldPartsOfTheBundle() throws {
        let program = try Program()
        try program.write(
            "touch.json",
            """
            {"version": 1,
             "parts": [{"type": "board-raspberry-pi-4", "id": "pi"}, {"type": "chip-touch-pad", "id": "pad"},
                       {"type": "wokwi-led", "id": "led1"}, {"type": "wokwi-resistor", "id": "r1"}],
             "connections": [["pad:OUT", "pi:GPIO17", "", []], ["r1:1", "pi:GPIO18", "", []],
                             ["led1:A", "r1:2", "", []], ["led1:C", "pi:GND.1", "", []]]}
            """)
        try program.write(
            "touch.yaml",
            """
            name: touch
            version: 1
            steps:
              - delay: 1s
              - set-control: { part-id: pad, control: touched, value: 1 }
              - dagrun:wait-pin: { part-id: led1, pin: A, value: 1 }
            """)
        let check = try program.run("board", "check", "touch.json")
        #expect(check.status == 0 && !check.output.contains("unknown"), "\(check.output)")
        let result = try program.run(
            "local", "lamp", "--board", "touch.json", "--scenario", "touch.yaml", "--clock", "virtual")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.errors.contains("warning"), "\(result.errors)")
    }

    @Test func aRuleWithoutItsOutputIsToldOfOnASimulatedBoard() throws {
        let program = try Program()
        try program.write(
            "bare.json",
            """
            {"version": 1, "parts": [{"type": "wokwi-attiny85", "id": "mcu"}, {"type": "wokwi-pushbutton", "id": "b"}],
             "connections": [["b:1.l", "mcu:PB0", "", []], ["b:2.l", "mcu:GND", "", []]]}
            """)
        let result = try program.run("gpio", "info", "--board", "bare.json")
        #expect(result.errors.contains("a rule of the bundle, that it is on for at most 7200.0 seconds, has no output"))
    }

    @Test func aTermSignalCancelsTheRunAtOnce() throws {
        let program = try Program()
        let process = try program.start(["local", "lamp", "--board", "desk", "--progress", "plain"])
        _ = try #require(process.line(containing: "running"))
        process.send(SIGTERM)
        let rest = process.rest()
        #expect(process.wait() == 130)
        #expect(rest.contains("cancelled, because the run was interrupted"), "\(rest)")
    }

    @Test func theTraceOfARunIsWrittenToItsEnd() throws {
        let program = try Program(executable: Program.examples)
        let scenario = ["--scenario", "\(Self.boards)/airflow-esp.press-green.yaml"]
        let result = try program.run(summit + scenario + ["--vcd", "run.vcd"])
        #expect(result.status == 0, "\(result.errors)")
        let vcd = program.text(of: "run.vcd")
        #expect(vcd.contains(" btn2.pressed $end"))
        #expect(vcd.contains(" led1.brightness $end"))
        // The lamp goes out with the run: that is the last thing to be seen.
        #expect(vcd.contains("\nr0.0 "))
    }

    @Test func theTraceOfARunThatWasInterruptedIsWrittenToo() throws {
        let program = try Program()
        let process = try program.start(["local", "lamp", "--board", "desk", "--progress", "plain", "--vcd", "cut.vcd"])
        _ = try #require(process.line(containing: "running"))
        process.send(SIGTERM)
        _ = process.rest()
        #expect(process.wait() == 130)
        #expect(program.text(of: "cut.vcd").contains("$enddefinitions $end\n#"))
    }

    @Test func aScenarioWaitsForWhatTasksLog() throws {
        let program = try Program()
        try program.write(
            "press.yaml",
            """
            name: press
            version: 1
            steps:
              - delay: 100ms
              - set-control: { part-id: btn, control: pressed, value: 1 }
              - wait-serial: the lamp is lit
              - expect-pin: { part-id: led1, pin: A, value: 1 }
            """)
        let result = try program.run(
            "local", "lamp", "--board", "desk", "--scenario", "press.yaml", "--clock", "virtual")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("scenario “press” passed"))
    }
}
