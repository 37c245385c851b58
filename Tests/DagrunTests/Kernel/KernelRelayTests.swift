// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

/// A DAG with a sensor and two relays on a kernel's pins: what reaches the relays, as the kernel's own trace tells it.
@Suite(.serialized, .enabled(if: KernelLane.isHere, KernelLane.reason), .timeLimit(.minutes(2)))
struct KernelRelayTests {
    private let lid = SimulatedPin(25)

    private func water(_ library: String, soil: Int, isLidClosed: Bool) throws -> Program.Result {
        try PinTrace.simctl("adc", "0", "\(soil)")
        lid.pull(up: isLidClosed)
        // Relays that are off: one is on when its pin is high, the other one when it is low.
        SimulatedPin(24).pull(up: false)
        SimulatedPin(26).pull(up: true)
        try PinTrace.begin()
        return try Program(executable: Program.pins, environment: ["DAGRUN_LIBGPIOD": library]).run(
            "local", "watering", "--board", "rpi", "--output", "json")
    }

    /// The levels that a line was driven to, one after the other.
    private func levels(of line: Int) throws -> [String] {
        try PinTrace.events(of: line).filter { $0.hasPrefix("set") }.reduce(into: []) { levels, level in
            if levels.last != level { levels.append(level) }
        }
    }

    @Test(arguments: KernelLane.libraries)
    func `relays get on and off once, and never another level in between`(library: String) throws {
        let result = try water(library, soil: 200, isLidClosed: true)
        #expect(result.status == 0, "\(result.errors)")
        // They are off from the first instant on. The kernel tells the level before the direction: both are one step.
        #expect(try levels(of: 24) == ["set 0", "set 1", "set 0"])
        #expect(try levels(of: 26) == ["set 1", "set 0", "set 1"])
        for (line, off) in [(24, "set 0"), (26, "set 1")] {
            #expect(try PinTrace.events(of: line).prefix(2) == [off, "out 0"])
        }
    }

    @Test(arguments: KernelLane.libraries)
    func `relays aren't touched where the sensor says that there is nothing to do`(library: String) throws {
        let result = try water(library, soil: 900, isLidClosed: true)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try PinTrace.events(of: 24) == [])
        #expect(try PinTrace.events(of: 26) == [])
    }

    @Test(arguments: KernelLane.libraries)
    func `an interlock keeps a relay off, and the run says which`(library: String) throws {
        let result = try water(library, soil: 200, isLidClosed: false)
        #expect(result.status == 1)
        #expect(
            (result.output + result.errors).contains("the lid is closed"), "\(result.output)\n\(result.errors)")
        #expect(try !PinTrace.events(of: 24).contains("set 1"))
        #expect(try PinTrace.events(of: 26).contains("set 0"))
    }
}
