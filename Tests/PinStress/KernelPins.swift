// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc

/// Pins of Linux's gpio-sim, on the kernel of `Tests/KernelLane`.
struct KernelPins: PinWorld {
    let root = ""

    var chip: String { Folders.names(in: "/dev").first { $0.hasPrefix("gpiochip") } ?? "gpiochip0" }

    func pull(_ line: Int, up: Bool) {
        let devices = "/sys/devices/platform"
        let chip = chip
        for device in Folders.names(in: devices) where device.hasPrefix("gpio-sim.") {
            write(up ? "pull-up" : "pull-down", to: "\(devices)/\(device)/\(chip)/sim_gpio\(line)/pull")
        }
    }

    func plug(_ isThere: Bool) { write(isThere ? "1" : "0", to: "/sys/kernel/config/gpio-sim/sim0/live") }

    func fail(oneOf rate: UInt32) {}

    var left: Int? { nil }

    private func write(_ text: String, to path: String) {
        let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.write(file, bytes, bytes.count)
        close(file)
    }
}
