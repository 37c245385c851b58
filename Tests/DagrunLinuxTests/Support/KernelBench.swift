// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunSystem
import DagrunTesting

#if canImport(Glibc)
import Glibc
#endif

/// A bench with chips of Linux's gpio-sim.
///
/// Pulls are files of the kernel. Where gpio-sim is not a Pi, its abilities say so.
struct KernelBench: HardwareBench {
    let backend: any HardwareBackend
    let chip = "gpiochip0"
    let lines = [4, 5, 6, 12, 13, 16, 20, 21]
    let abilities: BenchAbilities

    init(_ library: GPIOLibrary) {
        backend = LinuxBackend(library: library)
        var abilities = BenchAbilities()
        abilities.unplugs = true
        abilities.keepsLevels = false
        abilities.opensDrains = false
        abilities.registers = (0, 0x76, 0xf4)
        abilities.absentAddress = 0x50
        abilities.loopback = (0, 0)
        abilities.converter = (0, 1, 3, 512)
        abilities.pwm = (0, 0)
        // The kernel's iio_dummy: its first voltage reads 73 for ever (drivers/iio/dummy/iio_simple_dummy.c).
        unsafe mkdir("/sys/kernel/config/iio/devices/dummy/dev0", 0o755)
        abilities.analog = (0, 0, 73)
        self.abilities = abilities
        Self.write("0,0,0,512,0,0,0,0", to: "/sys/module/gvdevs/parameters/adc")
    }

    func pull(_ line: Int, to level: Level) async throws { try await pull(line, through: [level]) }

    func pull(_ line: Int, through levels: [Level]) async throws {
        let path = try folder(line) + "/pull"
        let file = unsafe open(path, O_WRONLY)
        defer { close(file) }
        for level in levels {
            let text = Array((level == .high ? "pull-up" : "pull-down").utf8)
            guard unsafe pwrite(file, text, text.count, 0) == text.count else {
                throw HALError(.system, path, reason: "it can't be pulled")
            }
        }
    }

    func level(of line: Int) async throws -> Level {
        try Folders.read(folder(line) + "/value").first == UInt8(ascii: "1") ? .high : .low
    }

    func unplug() async throws { try setLive(false) }
    func plug() async throws { try setLive(true) }

    private static let devices = "/sys/devices/platform"
    private static let config = "/sys/kernel/config/gpio-sim"

    private func folder(_ line: Int) throws -> String {
        for device in Folders.names(in: Self.devices) where device.hasPrefix("gpio-sim.") {
            let folder = "\(Self.devices)/\(device)/\(chip)/sim_gpio\(line)"
            if Folders.exists(folder) { return folder }
        }
        throw HALError(.notFound, "\(chip):\(line)", reason: "gpio-sim has no such line")
    }

    private func setLive(_ isLive: Bool) throws {
        // The first chip that was made: its device is not there to ask while it is away.
        Self.write(isLive ? "1" : "0", to: "\(Self.config)/sim0/live")
    }

    static func write(_ text: String, to path: String) {
        let file = unsafe open(path, O_WRONLY)
        defer { close(file) }
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.write(file, bytes, bytes.count)
    }
}
