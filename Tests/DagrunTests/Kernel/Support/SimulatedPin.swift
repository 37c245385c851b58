// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc

/// A pin of a chip of Linux's gpio-sim, from outside.
struct SimulatedPin {
    private let folder: String

    init(_ line: Int) {
        let devices = "/sys/devices/platform"
        let chip = Folders.names(in: devices).first { $0.hasPrefix("gpio-sim.") } ?? ""
        folder = "\(devices)/\(chip)/gpiochip0/sim_gpio\(line)"
    }

    /// The file that says what an input reads there.
    var pullFile: String { "\(folder)/pull" }

    /// What an input reads there.
    func pull(up isUp: Bool) {
        let file = unsafe open(pullFile, O_WRONLY)
        let text = Array((isUp ? "pull-up" : "pull-down").utf8)
        _ = unsafe write(file, text, text.count)
        close(file)
    }

    /// Presses a button there until a program is where it should be.
    ///
    /// The program may claim the line at any moment, and sees what happens from then on only. A shell presses: on a machine with one
    /// processor no task would, while this one waits for the program.
    func press<Result>(until body: () throws -> Result) throws -> Result {
        let loop = "while :; do echo pull-down >\(pullFile); sleep 0.06; echo pull-up >\(pullFile); sleep 0.06; done"
        let finger = try ProgramProcess("/bin/bash", ["-c", loop], folder: "/tmp", errors: nil, environment: [:])
        defer {
            finger.send(SIGKILL)
            _ = finger.wait()
        }
        return try body()
    }

    /// What an output drives it to.
    var isHigh: Bool { (try? Folders.read("\(folder)/value"))?.first == UInt8(ascii: "1") }
}
