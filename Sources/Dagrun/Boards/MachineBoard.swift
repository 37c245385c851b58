// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLinux

/// The pins of this machine.
struct MachineBoard: Sendable {
    /// What reaches them.
    let backend: LinuxBackend
    /// What is known of the board.
    let description: BoardDescription

    /// Finds out which board this machine is.
    ///
    /// - Parameters:
    ///   - name: `auto` for whichever it is, `rpi` for any Raspberry Pi, or a board's id.
    ///   - backend: What reaches its pins.
    /// - Throws: ``HALError`` when the machine is another board or has no pins, and when they can't be used.
    init(_ name: String, _ backend: LinuxBackend = LinuxBackend()) throws(HALError) {
        self.backend = backend
        let chips = try backend.chips()
        guard !chips.isEmpty else {
            throw HALError(
                .notFound, "the pins of this machine", reason: "there is no /dev/gpiochip*",
                advice: "A simulated board is the path of a diagram.json.")
        }
        let found = try backend.detectBoard()
        if name == "auto" {
            var unknown = BoardDescription.unknown
            unknown.name = backend.model ?? "machine"
            description = found ?? unknown
        } else if name == "rpi" {
            guard let found, found.vendor == BoardDescription.raspberryPi4.vendor else {
                throw Self.another("a Raspberry Pi", found, backend, chips)
            }
            description = found
        } else {
            // What the user says goes before what the machine says, as long as the chips are there.
            guard let wanted = BoardDescription.known.first(where: { $0.id == name }),
                wanted.chips.values.allSatisfy({ labels in chips.contains { labels.contains($0.label) } })
            else {
                let name = BoardDescription.known.first { $0.id == name }?.name ?? name
                throw Self.another("a \(name)", found, backend, chips)
            }
            description = wanted
        }
    }

    private static func another(
        _ wanted: String, _ found: BoardDescription?, _ backend: LinuxBackend, _ chips: [ChipInfo]
    ) -> HALError {
        let list = chips.map { "\($0.name) (\($0.label))" }.joined(separator: ", ")
        let what = found?.name ?? backend.model
        return HALError(
            .notFound, "this machine",
            reason: "it is not \(wanted)\(what.map { " but a \($0)" } ?? ""); its chips are \(list)",
            advice: "‘auto’ takes whichever board it is.")
    }
}
