// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux

/// Whether the machine's pins can be reached, and who has them.
struct PinChecks {
    /// What reaches them; nil: this machine.
    var backend: any HardwareBackend = LinuxBackend()

    /// All of them; none on a machine without pins that may be used.
    var all: [Check] {
        do throws(HALError) {
            let chips = try backend.chips()
            guard !chips.isEmpty else { return [] }
            var checks = [Check.ok("libgpiod", backend.name), board(chips)]
            for chip in chips { checks.append(try users(of: chip)) }
            return checks
        } catch {
            // Permissions are told apart from this, for each device.
            guard error.code == .unsupported else { return [] }
            return [.warn("libgpiod", error.reason, advice: error.advice ?? "install libgpiod")]
        }
    }

    private func board(_ chips: [ChipInfo]) -> Check {
        let list = chips.map { "\($0.name) (\($0.label))" }.joined(separator: ", ")
        let tree = (backend as? LinuxBackend)?.deviceTree ?? []
        guard let board = BoardDescription.detect(compatible: tree, chips: chips) else {
            return .ok("board", "none of the known ones: --board auto uses its lines by their own names; \(list)")
        }
        return .ok("board", "\(board.name): \(list)")
    }

    private func users(of chip: ChipInfo) throws(HALError) -> Check {
        var used: [String] = []
        for offset in 0..<chip.lineCount {
            let info = try backend.lineInfo(LineAddress(chip: chip.name, offset: offset))
            if info.isUsed { used.append("\(info.name ?? "\(offset)") by \(info.consumer ?? "the kernel")") }
        }
        let some = used.prefix(6).joined(separator: ", ")
        let rest = used.count > 6 ? " and \(used.count - 6) more" : ""
        return .ok("lines", "\(chip.name): " + (used.isEmpty ? "none in use" : "in use are \(some)\(rest)"))
    }
}
