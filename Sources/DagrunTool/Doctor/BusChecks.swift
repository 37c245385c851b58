// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSystem
import FoundationEssentials
import Glibc

/// Whether the buses on a board's header are switched on and may be used: nothing of it is a fault unless a program wants them.
struct BusChecks {
    /// The folder that `/dev`, `/sys` and `/boot` are in.
    var root = ""
    /// The board that the machine is.
    var board: BoardDescription

    /// All of them.
    var all: [Check] {
        var checks: [Check] = []
        if let number = board.i2c {
            checks.append(device("I2C", "i2c-\(number)", names("/dev").filter { $0 == "i2c-\(number)" }, "i2c"))
        }
        if let number = board.spi {
            checks.append(
                device("SPI", "spidev\(number).*", names("/dev").filter { $0.hasPrefix("spidev\(number).") }, "spi"))
        }
        if !board.pwm.isEmpty {
            let chips = names("/sys/class/pwm").filter { $0.hasPrefix("pwmchip") }
            checks.append(
                .ok(
                    "PWM",
                    chips.isEmpty ? "off\(hint("‘dtoverlay=pwm-2chan’ in config.txt"))" : chips.joined(separator: ", "))
            )
        }
        if let overlays { checks.append(overlays) }
        return checks
    }

    private func device(_ name: String, _ wanted: String, _ found: [String], _ command: String) -> Check {
        guard let first = found.first else {
            return .ok(name, "off: there is no /dev/\(wanted)\(hint("‘sudo raspi-config nonint do_\(command) 0’"))")
        }
        guard unsafe access("\(root)/dev/\(first)", R_OK | W_OK) == 0 else {
            return .warn(
                name, "/dev/\(first): \(SystemMessage.text(errno))",
                advice: "join the group and log in again: sudo usermod -aG \(command) $USER")
        }
        return .ok(name, found.map { "/dev/\($0)" }.joined(separator: ", "))
    }

    /// What the machine was told about its pins when it started; nil on one that isn't told so.
    private var overlays: Check? {
        for path in ["/boot/firmware/config.txt", "/boot/config.txt"] {
            guard let bytes = try? Folders.read(root + path) else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            let settings = lines.compactMap { line -> String? in
                for prefix in ["dtparam=", "dtoverlay="] where line.hasPrefix(prefix) {
                    return String(line.dropFirst(prefix.count))
                }
                return nil
            }
            return .ok(
                "overlays", settings.isEmpty ? "none in \(path)" : "\(settings.joined(separator: "; ")) in \(path)")
        }
        return nil
    }

    // How to switch something on is known of one kind of board only.
    private func hint(_ how: String) -> String { board.id.hasPrefix("rpi") ? "; \(how) switches it on" : "" }

    private func names(_ folder: String) -> [String] { Folders.names(in: root + folder).sorted() }
}
