// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import FoundationEssentials
import Glibc

/// Whether we may use the machine's pins.
struct HardwareChecks {
    /// The folder of the devices.
    var devices = "/dev"

    /// All of them.
    var all: [Check] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: devices)) ?? []
        let chips = names.filter { $0.hasPrefix("gpiochip") }.sorted()
        guard !chips.isEmpty else { return [.ok("GPIO", "no \(devices)/gpiochip*: this machine has no pins to reach")] }
        return chips.map { check("\(devices)/\($0)") }
    }

    private func check(_ path: String) -> Check {
        if unsafe access(path, R_OK | W_OK) == 0 { return .ok("GPIO", path) }
        let reason = SystemMessage.text(errno)
        let isGroupThere = unsafe getgrnam("gpio") != nil
        return .warn(
            "GPIO", "\(path): \(reason)",
            advice: isGroupThere
                ? "join the group and log in again: sudo usermod -aG gpio $USER"
                : "make a group for it: sudo groupadd gpio && sudo chgrp gpio \(path) && sudo chmod g+rw \(path) && "
                    + "sudo usermod -aG gpio $USER")
    }
}
