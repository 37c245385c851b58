// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import Testing

/// Which board a machine is, by its device tree.
struct BoardDetectionTests {
    @Test(
        "is told by the most exact string of the device tree",
        arguments: [
            (["raspberrypi,5-model-b", "brcm,bcm2712"], "rpi5"), (["raspberrypi,4-model-b", "brcm,bcm2711"], "rpi4"),
            (["raspberrypi,3-model-b-plus", "brcm,bcm2837"], "rpi3plus"), (["acme,shed", "brcm,bcm2711"], nil),
        ] as [([String], String?)])
    func detection(compatible: [String], id: String?) throws {
        let machine = try FakeMachine([
            "proc/device-tree/compatible": compatible.map { "\($0)\0" }.joined(),
            "proc/device-tree/model": "Shed Rev 1.1\0",
        ])
        let backend = LinuxBackend(root: machine.path)
        #expect(backend.deviceTree == compatible)
        #expect(backend.model == "Shed Rev 1.1")
        #expect(try backend.detectBoard()?.id == id)
    }

    @Test("is unknown without one")
    func nothing() throws {
        let machine = try FakeMachine([:])
        let backend = LinuxBackend(root: machine.path)
        #expect(backend.deviceTree == [])
        #expect(backend.model == nil)
        #expect(try backend.detectBoard() == nil)
    }
}
