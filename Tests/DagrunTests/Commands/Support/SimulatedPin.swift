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

    /// What an output drives it to.
    var isHigh: Bool { (try? Folders.read("\(folder)/value"))?.first == UInt8(ascii: "1") }
}
