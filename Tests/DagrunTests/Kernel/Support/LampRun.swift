// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

/// A run of the DAG `lamp` on pins.
enum LampRun {
    static let button = SimulatedPin(17)
    static let lamp = SimulatedPin(18)

    /// Starts the run and presses the button until the lamp is lit, which it is for an hour.
    static func start(_ program: borrowing Program, _ arguments: [String] = []) throws -> ProgramProcess {
        let process = try program.start(["local", "lamp", "--board", "rpi", "--progress", "plain"] + arguments)
        let line = try button.press { process.line(containing: "light         running") }
        _ = try #require(line)
        while !lamp.isHigh { usleep(1000) }
        return process
    }
}
