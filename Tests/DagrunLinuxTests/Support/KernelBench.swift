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
        abilities.i2cFaults = Self.numbers.map(\.fault)
        abilities.air = (0, 0x76, 25.08, 100_653)
        abilities.display = (0, 0x3c)
        abilities.loopback = (0, 0)
        abilities.converter = (0, 1, 3, 512)
        abilities.pwm = (0, 0)
        // The kernel's iio_dummy: its first voltage reads 73 for ever (drivers/iio/dummy/iio_simple_dummy.c).
        unsafe mkdir("/sys/kernel/config/iio/devices/dummy/dev0", 0o755)
        abilities.analog = (0, 0, 73)
        self.abilities = abilities
        Self.write("0,0,0,512,0,0,0,0", to: "\(Self.parameters)/adc")
    }

    /// Makes the registers at 0x76 those of a BME280, with the example of BST-BMP280-DS001, 3.12, which has the same formulas.
    func prepare() async throws {
        Self.write("72,118,60", to: "\(Self.parameters)/i2c_addr")
        let words = [27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000]
        let trimming = words.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let (pressure, temperature) = (415_148, 519_888)
        let data = [pressure, temperature].flatMap { raw in
            [12, 4, -4].map { UInt8(truncatingIfNeeded: raw >> $0) }
        }
        let bus = try backend.i2c(0)
        for (register, bytes) in [(0x88, trimming), (0xd0, [0x60]), (0xf3, [0]), (0xf7, data + [0x68, 0])] {
            try await bus.write([UInt8(register)] + bytes, to: 0x76)
        }
    }

    /// The numbers of `Documentation/i2c/fault-codes.rst`, and what a bus's driver says when a byte is refused.
    private static let numbers: [(fault: I2CFault, number: Int32, byte: Int)] = [
        (.noAcknowledgeAddress, ENXIO, 0), (.noAcknowledgeAddress, EREMOTEIO, 0),
        (.noAcknowledgeData(index: 1), EIO, 1),
        (.timeout, ETIMEDOUT, 1), (.arbitrationLost, EAGAIN, 0), (.busStuck, EBUSY, 0), (.corrupt, EBADMSG, 1),
    ]

    private static let parameters = "/sys/module/gvdevs/parameters"

    func fail(_ fault: I2CFault?) async throws {
        let chosen = Self.numbers.first { $0.fault == fault }
        Self.write("\(chosen?.byte ?? 0)", to: "\(Self.parameters)/i2c_fault_byte")
        Self.write("\(chosen?.number ?? 0)", to: "\(Self.parameters)/i2c_fault")
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
