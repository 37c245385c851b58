// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct BoardRunCommandTests {
    private static let press = """
        name: the button has a bounce
        version: 1
        steps:
          - dagrun:never: "pi:GPIO23 is high"
          - delay: 20ms
          - set-control: { part-id: btn, control: pressed, value: 1 }
          - dagrun:wait-pin: { part-id: btn, pin: 1.l, value: 0, timeout: 5ms }
          - dagrun:snapshot: pressed
        """
    private static let late = """
        name: nobody drives the lamp
        version: 1
        steps:
          - delay: 20ms
          - dagrun:wait-pin: { part-id: led1, pin: A, value: 1, timeout: 50ms }
          - delay: 1s
        """

    @Test func `tells what came of each step, and writes the trace`() throws {
        let program = try Program()
        try program.write("press.yaml", Self.press)
        let result = try program.run("board", "run", "desk", "--scenario", "press.yaml", "--vcd", "out.vcd")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output == """
                ✓   1  from here on never: pi:GPIO23 is high            at 0 µs
                ✓   2  delay 20 ms                                      at 20 ms
                ✓   3  set btn.pressed to 1                             at 20 ms
                ✓   4  wait until btn:1.l is 0                          at 20 ms
                ✓   5  snapshot “pressed”                               at 20 ms

                ✓ scenario “the button has a bounce” passed: 5 steps, 20 ms

                """)
        let vcd = program.text(of: "out.vcd")
        #expect(vcd.hasPrefix("$version Dagrun $end\n"))
        #expect(vcd.contains(" btn.pressed $end"))
        #expect(vcd.hasSuffix("\n"))
    }

    @Test func `a step that fails shows its signals and ends with status 1`() throws {
        let program = try Program()
        try program.write("late.yaml", Self.late)
        let result = try program.run("board", "run", "desk", "--scenario", "late.yaml")
        #expect(result.status == 1)
        #expect(
            result.lines.contains { $0.contains("✗   2  wait until led1:A is 1") }, "\(result.output)")
        #expect(result.output.contains("waited for led1:A is high, in vain for 50 ms"), "\(result.output)")
        #expect(result.lines.contains { $0.contains("▲ 70 ms: here") || $0.contains("70 ms: here ▲") })
        #expect(result.lines.contains { $0.hasSuffix("delay 1 s                                        not reached") })
        #expect(result.lines.last == "✗ scenario “nobody drives the lamp” failed: 3 steps, 70 ms")
        #expect(result.errors == "")
    }

    @Test func `the same seed gives the same report, as JSON too`() throws {
        let program = try Program()
        try program.write("press.yaml", Self.press)
        let words = ["board", "run", "desk", "--scenario", "press.yaml", "--output", "json", "--vcd"]
        let first = try program.run(words + ["1.vcd", "--seed", "7"])
        let second = try program.run(words + ["2.vcd", "--seed", "7"])
        #expect(first.output == second.output)
        #expect(program.text(of: "1.vcd") == program.text(of: "2.vcd"))
        let report = try first.json
        #expect(report["scenario"] == "the button has a bounce")
        #expect(report["board"] == "desk")
        #expect(report["seed"] == 7)
        #expect(report["state"] == "success")
        #expect(report["duration"] == 0.02)
        guard case .array(let steps)? = report["steps"] else { return #expect(Bool(false)) }
        #expect(
            steps[1] == [
                "number": 2, "line": 5, "text": "delay 20 ms", "state": "success", "message": .null, "start": 0.0,
                "end": 0.02,
            ])
        guard case .array(let snapshots)? = report["snapshots"] else { return #expect(Bool(false)) }
        #expect(snapshots.first?["values"]?["btn.pressed"] == "1")
    }

    @Test func `a failure is one of JUnit's too`() throws {
        let program = try Program()
        try program.write("late.yaml", Self.late)
        let result = try program.run("board", "run", "desk", "--scenario", "late.yaml", "--output", "junit")
        #expect(result.status == 1)
        #expect(
            result.lines[1]
                == #"<testsuites name="nobody drives the lamp" tests="3" failures="1" errors="0" skipped="1" time="0.070">"#
        )
        #expect(
            result.lines.contains(
                #"<testcase classname="nobody drives the lamp" name="1 delay 20 ms" time="0.020"/>"#),
            "\(result.output)")
        #expect(
            result.output.contains(#"<failure message="waited for led1:A is high, in vain for 50 ms" type="failed">"#))
    }

    @Test func `a rule that is broken, or that nothing put to the test, fails the scenario`() throws {
        let program = try Program()
        try program.write(
            "rule.yaml",
            """
            name: rule
            version: 1
            steps:
              - dagrun:never: "btn:1.l is low"
              - set-control: { part-id: btn, control: pressed, value: 1 }
              - delay: 5ms
              - delay: 1s
            """)
        let result = try program.run("board", "run", "desk", "--scenario", "rule.yaml", "--output", "json")
        #expect(result.status == 1)
        let report = try result.json
        #expect(report["state"] == "failed")
        guard case .array(let rules)? = report["rules"] else { return #expect(Bool(false)) }
        #expect(rules == [["rule": "never: btn:1.l is low", "state": "failed"]])
    }

    @Test(arguments: [
        (["desk"], 2, "--scenario"), (["rpi", "--scenario", "press.yaml"], 2, "a simulated board only"),
        (["dek", "--scenario", "press.yaml"], 2, "board dek: there is no such board; did you mean “desk”"),
        (["no/such.json", "--scenario", "press.yaml"], 3, "no/such.json: there is no such file"),
        (["desk", "--scenario", "none.yaml"], 3, "none.yaml"),
        (["desk", "--scenario", "other.yaml"], 3, "--scenario other.yaml:6:5: step 3"),
        (["desk", "--scenario", "other.yaml"], 3, "the board has no control “btn9.pressed”"),
        (["desk", "--scenario", "press.yaml", "--vcd", "/proc/none.vcd"], 3, "/proc/none.vcd"),
    ])
    func `what can't be says why, with a status of its own`(options: [String], status: Int32, words: String) throws {
        let program = try Program()
        try program.write("press.yaml", Self.press)
        try program.write("other.yaml", Self.press.replacing("part-id: btn,", with: "part-id: btn9,"))
        let result = try program.run(["board", "run"] + options)
        #expect(result.status == status)
        #expect(result.errors.contains(words), "\(result.errors)")
    }
}
