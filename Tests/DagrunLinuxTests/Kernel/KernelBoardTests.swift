// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import Testing

/// Boards by the chips of a kernel: `Tests/KernelLane/test` runs this with those of several.
@Suite("Chips of a Linux kernel", .serialized, .enabled(if: KernelLane.isHere, KernelLane.reason))
struct KernelBoardTests {
    @Test("tell which board it is, and its pins are found by their names", arguments: KernelLane.libraries)
    func board(version: String) async throws {
        let backend = LinuxBackend(library: try KernelLane.library(version))
        let chip = try #require(try backend.chips().first)
        let ids = ["pinctrl-bcm2711": "rpi4", "pinctrl-rp1": "rpi5", "pinctrl-bcm2835": "rpizero2"]
        let description = try #require(try backend.detectBoard())
        #expect(description.id == ids[chip.label])
        let board = Board(backend, description: description)
        let lease = try await board.lease("BOARD11", .input(), holder: "check")
        #expect(lease.addresses == [LineAddress(chip: chip.name, offset: 17)])
        #expect(try backend.lineInfo(lease.addresses[0]).name == "GPIO17")
        await board.close()
    }
}
