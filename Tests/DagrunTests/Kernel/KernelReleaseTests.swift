// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

/// What becomes of an output at the end of a run, however it ends, as the kernel's own trace tells it.
@Suite(.serialized, .enabled(if: KernelLane.isHere, KernelLane.reason), .timeLimit(.minutes(3)))
struct KernelReleaseTests {
    private let lamp = LampRun.lamp

    private func program(_ library: String) throws -> Program {
        try Program(executable: Program.pins, environment: ["DAGRUN_LIBGPIOD": library])
    }

    /// What a run that lets go of its lamp does with the line last.
    private static let lastEvents = ["safe": "set 0", "keep": "set 1", "input": "in 0"]

    @Test(arguments: KernelLane.libraries, ["safe", "keep", "input"])
    func `a run that is told to stop leaves the lamp as its policy says`(library: String, policy: String) throws {
        let program = try program(library)
        try PinTrace.begin()
        let process = try LampRun.start(program, ["--param", "release=\(policy)"])
        process.send(SIGTERM)
        _ = process.rest()
        #expect(process.wait() == 130)
        let events = try PinTrace.events(of: 18)
        #expect(events.last == Self.lastEvents[policy], "\(events)")
        #expect(try !program.run("gpio", "info", "GPIO18").output.contains("consumer"))
    }

    @Test(arguments: KernelLane.libraries, ["safe", "keep", "input"])
    func `a run that is killed does nothing more, and goes on as declared when it is resumed`(
        library: String, policy: String
    ) throws {
        let program = try program(library)
        let killed = try LampRun.start(program, ["--run-id", "r", "--param", "release=\(policy)"])
        try PinTrace.begin()
        killed.send(SIGKILL)
        _ = killed.rest()
        #expect(killed.wait() == 256 + SIGKILL)
        // Nobody is left who could act on a policy. The kernel lets go of the line; gpio-sim's goes back to its pull then.
        #expect(try PinTrace.events(of: 18) == [])
        #expect(!lamp.isHigh)
        #expect(try !program.run("gpio", "info", "GPIO18").output.contains("consumer"))
        // The press is in the journal: only what was under way runs again.
        let process = try program.start(["local", "lamp", "--board", "rpi", "--progress", "plain", "--resume", "r"])
        _ = try #require(process.line(containing: "light         running"))
        while !lamp.isHigh { usleep(1000) }
        process.send(SIGTERM)
        _ = process.rest()
        #expect(process.wait() == 130)
        let events = try PinTrace.events(of: 18)
        #expect(events.contains("set 1"), "\(events)")
        #expect(events.last == Self.lastEvents[policy], "\(events)")
    }
}
