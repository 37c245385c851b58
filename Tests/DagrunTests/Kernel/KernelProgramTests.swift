// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSystem
import Glibc
import Testing

/// Hardware DAGs on a kernel's pins, the world outside played by gpio-sim.
@Suite(.serialized, .enabled(if: KernelLane.isHere, KernelLane.reason), .timeLimit(.minutes(2)))
struct KernelProgramTests {
    private static let libraries = KernelLane.libraries
    private let lamp = LampRun.lamp

    private func program(_ library: String) throws -> Program {
        try Program(environment: ["DAGRUN_LIBGPIOD": library])
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
        let text = try SimulatedPin(6).press { process.rest() }
        #expect(process.wait() == 0, "\(text)")
        #expect(text.contains("\"wait_button\": \"yellow\""), "\(text)")
        #expect(!SimulatedPin(26).isHigh)
    }

    @Test(arguments: libraries)
    func `two programs don't get one line, and the second is told who has it`(library: String) throws {
        let program = try program(library)
        let first = try LampRun.start(program)
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
        let line = try LampRun.button.press { process.line(containing: "GPIO17") }
        let first = try #require(line)
        #expect(try JSONValue(parsing: first)["line"] == "GPIO17")
        try LampRun.button.press { #expect(process.wait() == 0) }
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
        let run = try LampRun.start(try program(library))
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
