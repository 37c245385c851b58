// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSystem
import Glibc
import Testing

/// Hardware DAGs on a kernel's pins, the world outside played by gpio-sim.
@Suite(
    .serialized, .enabled(if: ProcessEnvironment.variables["GPIO_VM"] == "1", "needs make test-kernel"),
    .timeLimit(.minutes(2)))
struct KernelProgramTests {
    private static let libraries = ["1", "2"].compactMap { ProcessEnvironment.variables["DAGRUN_LIBGPIOD_\($0)"] }

    private let button = SimulatedPin(17)
    private let lamp = SimulatedPin(18)

    private func program(_ library: String) throws -> Program {
        try Program(environment: ["DAGRUN_LIBGPIOD": library])
    }

    /// Presses a button until a program is where it should be.
    ///
    /// The program may claim the line at any moment, and sees what happens from then on only. A shell presses: on a machine with one
    /// processor no task would, while this one waits for the program.
    private func press<Result>(_ pin: SimulatedPin, until body: () throws -> Result) throws -> Result {
        let loop =
            "while :; do echo pull-down >\(pin.pullFile); sleep 0.06; echo pull-up >\(pin.pullFile); sleep 0.06; done"
        let finger = try ProgramProcess("/bin/bash", ["-c", loop], folder: "/tmp", errors: nil, environment: [:])
        defer {
            finger.send(SIGKILL)
            _ = finger.wait()
        }
        return try body()
    }

    /// Starts the run and presses the button until the lamp is lit, which it is for an hour.
    private func start(_ program: borrowing Program, _ arguments: [String] = []) throws -> ProgramProcess {
        let process = try program.start(["local", "lamp", "--board", "rpi", "--progress", "plain"] + arguments)
        let line = try press(button) { process.line(containing: "light         running") }
        _ = try #require(line)
        while !lamp.isHigh { usleep(1000) }
        return process
    }

    @Test(arguments: libraries)
    func `the demo for the virtual board runs on pins`(library: String) throws {
        let program = try Program(executable: Program.examples, environment: ["DAGRUN_LIBGPIOD": library])
        var pins: [String] = []
        for (name, line) in [
            ("button.green", 5), ("button.yellow", 6), ("button.red", 13), ("led.green", 19), ("led.yellow", 26),
            ("led.red", 21),
        ] {
            pins += ["--pin", "\(name)=GPIO\(line)"]
            SimulatedPin(line).pull(up: line < 19)
        }
        let process = try program.start(["local", "airflow_summit_demo", "--board", "rpi", "--output", "json"] + pins)
        let text = try press(SimulatedPin(6)) { process.rest() }
        #expect(process.wait() == 0, "\(text)")
        #expect(text.contains("\"wait_button\": \"yellow\""), "\(text)")
        #expect(!SimulatedPin(26).isHigh)
    }

    @Test(arguments: libraries)
    func `a run that is killed leaves no line claimed, and goes on when it is resumed`(library: String) throws {
        let program = try program(library)
        let killed = try start(program, ["--run-id", "r"])
        killed.send(SIGKILL)
        _ = killed.rest()
        #expect(killed.wait() == 256 + SIGKILL)
        // The kernel lets go of the line; gpio-sim's goes back to its pull.
        #expect(!lamp.isHigh)
        #expect(try !program.run("gpio", "info", "GPIO18").output.contains("consumer"))
        // The press is in the journal: only what was under way runs again.
        let process = try program.start(["local", "lamp", "--board", "rpi", "--progress", "plain", "--resume", "r"])
        _ = try #require(process.line(containing: "light         running"))
        while !lamp.isHigh { usleep(1000) }
        process.send(SIGTERM)
        _ = process.rest()
        #expect(process.wait() == 130)
        #expect(!lamp.isHigh)
    }

    @Test(arguments: libraries)
    func `a run that is told to stop puts the lamp out first`(library: String) throws {
        let program = try program(library)
        let process = try start(program)
        process.send(SIGTERM)
        _ = process.rest()
        #expect(process.wait() == 130)
        #expect(!lamp.isHigh)
        #expect(try !program.run("gpio", "info", "GPIO18").output.contains("consumer"))
    }

    @Test(arguments: libraries)
    func `two programs don't get one line, and the second is told who has it`(library: String) throws {
        let program = try program(library)
        let first = try start(program)
        let second = try program.run("gpio", "set", "lamp=1", "--hold", "1ms")
        #expect(second.status == 1)
        #expect(second.errors.contains("held by ‘dagrun (DagrunFixture"), "\(second.errors)")
        first.send(SIGTERM)
        _ = first.rest()
        #expect(first.wait() == 130)
    }

    @Test(arguments: libraries)
    func `edges are shown as they come`(library: String) throws {
        let program = try program(library)
        let process = try program.start(["gpio", "monitor", "GPIO17", "--number", "2", "--output", "json"])
        let line = try press(button) { process.line(containing: "GPIO17") }
        let first = try #require(line)
        #expect(try JSONValue(parsing: first)["line"] == "GPIO17")
        try press(button) { #expect(process.wait() == 0) }
    }

    /// A tool of libgpiod itself: of version 1, for those of Debian 13 don't run on Debian 12.
    private func tool(_ name: String, _ arguments: [String]) throws -> ProgramProcess {
        let library = try #require(Self.libraries.first)
        let folder = library.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let root = library.split(separator: "/usr/lib/")[0]
        return try ProgramProcess(
            "\(root)/usr/bin/\(name)", arguments, folder: "/tmp", errors: nil, environment: ["LD_LIBRARY_PATH": folder])
    }

    @Test(arguments: libraries)
    func `our lines look right to libgpiod's tools`(library: String) throws {
        let run = try start(try program(library))
        let info = try tool("gpioinfo", []).rest()
        let line = try #require(info.split(separator: "\n").first { $0.contains("\"GPIO18\"") })
        #expect(line.contains("dagrun") && line.contains("output"), "\(line)")
        run.send(SIGTERM)
        #expect(run.wait() == 130)
    }

    @Test(arguments: libraries)
    func `lines of libgpiod's tools are busy for us`(library: String) throws {
        let held = try tool("gpioset", ["--mode=signal", "gpiochip0", "18=1"])
        while !lamp.isHigh { usleep(1000) }
        let result = try program(library).run("gpio", "set", "lamp=1", "--hold", "1ms")
        #expect(result.status == 1)
        #expect(result.errors.contains("held by ‘gpioset (gpioset, process "), "\(result.errors)")
        held.send(SIGTERM)
        _ = held.wait()
    }
}
