// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@testable import DagrunLinux

@Suite("Finding libgpiod")
struct GPIOLibraryTests {
    @Test("says which package to install when there is none", arguments: ["none", "libgpiod-that-is-not.so.9"])
    func missing(name: String) throws {
        let error = #expect(throws: HALError.self) { try GPIOLibrary(name) }
        #expect(error?.code == .unsupported)
        #expect(error?.description.contains("sudo apt install libgpiod3") == true)
        #expect(error?.description.contains("sudo apt install libgpiod2") == true)
    }

    @Test("refuses a library that is another one")
    func another() {
        let error = #expect(throws: HALError.self) { try GPIOLibrary("libc.so.6") }
        #expect(error?.description.contains("it has no function gpiod_") == true)
    }

    @Test("lets buses be used without it, and says why lines can't be")
    func withoutLibrary() throws {
        let root = try FakeMachine(["dev/i2c-1": "", "dev/gpiochip0": ""])
        let error = HALError(.unsupported, "libgpiod", reason: "it is not there")
        let backend = LinuxBackend(.failure(error), MachineFiles(root: root.path))
        #expect(backend.name == "Linux without libgpiod")
        #expect(throws: error) { try backend.chips() }
        #expect(throws: error) { try backend.request([.init(chip: "gpiochip0", offset: 1)], [.input()], consumer: "a") }
        #expect(throws: Never.self) { try backend.i2c(1) }
    }
}
