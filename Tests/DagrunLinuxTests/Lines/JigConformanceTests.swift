// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunSimulator
import DagrunSystem
import DagrunTesting
import Testing

/// The battery on a board that is its own bench: here a virtual one, and with the variable `DAGRUN_JIG` this machine.
@Suite("A board with a jig", .serialized, .timeLimit(.minutes(15)))
struct JigConformanceTests {
    @Test("does what every backend does", arguments: HardwareCheck.all)
    func virtual(check: HardwareCheck) async throws {
        let time = VirtualTime()
        let board = try VirtualBoard("jig", clock: time) {
            RaspberryPiPart("pi")
            for pair in LoopbackJig.Pair.raspberryPi {
                ResistorPart("r\(pair.line)", ohms: 10_000)
                    .wired("1", to: "pi:GPIO\(pair.line)").wired("2", to: "pi:GPIO\(pair.hand)")
            }
        }
        try await time.run { try await check.run(on: LoopbackJig(board, chip: "gpiochip0")) }
    }

    @Test(
        "does what every backend does, as real hardware", .enabled(if: Machine.isMeant, Machine.reason),
        arguments: HardwareCheck.all)
    func real(check: HardwareCheck) async throws { try await check.run(on: Machine.jig()) }

    /// This machine with a jig at its header.
    private enum Machine {
        static let reason: Comment = "needs a board with a jig: docs/pins.md"
        static let isMeant = ProcessEnvironment.variables["DAGRUN_JIG"] != nil

        static func jig() throws -> LoopbackJig {
            let backend = LinuxBackend()
            let chips = try backend.chips()
            // The header's chip has the names of the header; on a Raspberry Pi 5 there are others beside it.
            let chip = try chips.first { chip in
                guard chip.lineCount > 27 else { return false }
                return try backend.lineInfo(LineAddress(chip: chip.name, offset: 17)).name == "GPIO17"
            }
            let wanted = ProcessEnvironment.variables["DAGRUN_JIG"] ?? ""
            var abilities = BenchAbilities()
            // A wire from MOSI to MISO.
            if wanted.split(separator: ",").contains("spi") { abilities.loopback = (0, 0) }
            return LoopbackJig(
                backend, chip: try #require(chip, "none of \(chips) has GPIO17").name, abilities: abilities)
        }
    }
}
