// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// A device on an SPI bus of the kernel: `/dev/spidevN.M`.
final class KernelSPIDevice: SPIDevice {
    let name: String
    private let frequency: UInt32
    private let file: FileDescriptor
    private let thread: BusThread

    /// Opens a device.
    ///
    /// - Throws: ``HALError`` as the system says.
    init(_ bus: Int, _ chipSelect: Int, _ config: SPIConfig, _ files: MachineFiles) throws(HALError) {
        name = "spidev\(bus).\(chipSelect)"
        guard config.maximumFrequency > 0 else {
            throw HALError(.invalid, name, reason: "the clock must be more than 0 Hz", errno: EINVAL)
        }
        frequency = UInt32(clamping: config.maximumFrequency)
        let path = files.device(name)
        let file = FileDescriptor(unsafe open(path, O_RDWR | O_CLOEXEC))
        guard file.number >= 0 else {
            let code = errno
            guard code == ENOENT else { throw HALError.opening(path, code) }
            throw HALError(
                .notFound, path, reason: "there is no such device",
                alternatives: files.names("spidev", in: "/dev").map { "/dev/\($0)" },
                advice: "On a Raspberry Pi ‘sudo raspi-config nonint do_spi 0’ switches it on.", errno: code)
        }
        let error = dagrun_spi_configure(
            file.number, UInt32(config.mode.rawValue), config.leastSignificantBitFirst, frequency)
        guard error == 0 else {
            throw HALError(
                .unsupported, name,
                reason: "its controller can't do \(config.mode)"
                    + (config.leastSignificantBitFirst ? " with the least significant bit first" : ""), errno: error)
        }
        self.file = file
        thread = try BusThread()
    }

    func transaction(_ operations: [SPIOperation]) async throws -> [[UInt8]] {
        for case .read(let count) in operations where count < 0 {
            throw HALError(.invalid, name, reason: "a read can't have \(count) bytes", errno: EINVAL)
        }
        return try await thread.run { [self] () throws(HALError) in try transfer(operations) }
    }

    private struct Part {
        var sends = false
        var receives = false
        var count = 0
        var delay: UInt16 = 0
    }

    private func transfer(_ operations: [SPIOperation]) throws(HALError) -> [[UInt8]] {
        var parts: [Part] = []
        var sent: [UInt8] = []
        for operation in operations {
            switch operation {
            case .write(let bytes): parts.append(Part(sends: true, count: bytes.count))
            case .transfer(let bytes): parts.append(Part(sends: true, receives: true, count: bytes.count))
            case .read(let count): parts.append(Part(receives: true, count: count))
            case .delay(let time):
                // The kernel takes 65 ms at once.
                var rest = min(time.wholeMicroseconds, 10_000_000)
                while rest > 0 {
                    parts.append(Part(delay: UInt16(clamping: rest)))
                    rest -= Int64(UInt16.max)
                }
            }
            switch operation {
            case .write(let bytes), .transfer(let bytes): sent += bytes
            case .read(let count): sent += repeatElement(0, count: count)
            case .delay: break
            }
        }
        guard !parts.isEmpty else { return [] }
        var received = [UInt8](repeating: 0, count: sent.count)
        let error = unsafe received.withUnsafeMutableBufferPointer { input -> Int32 in
            unsafe sent.withUnsafeBufferPointer { output -> Int32 in
                var list = unsafe [dagrun_spi_operation]()
                var place = 0
                for part in parts {
                    let sends = part.sends && part.count > 0
                    let receives = part.receives && part.count > 0
                    unsafe list.append(
                        dagrun_spi_operation(
                            sent: sends ? unsafe output.baseAddress.map { unsafe $0 + place } : nil,
                            received: receives ? unsafe input.baseAddress.map { unsafe $0 + place } : nil,
                            count: UInt32(clamping: part.count), delay_us: part.delay))
                    place += part.count
                }
                return unsafe dagrun_spi_transfer(file.number, frequency, list, list.count)
            }
        }
        guard error == 0 else { throw failure(error, bytes: sent.count) }
        var answers: [[UInt8]] = []
        var place = 0
        for part in parts {
            if part.receives { answers.append(Array(received[place..<place + part.count])) }
            place += part.count
        }
        return answers
    }

    private func failure(_ number: Int32, bytes: Int) -> HALError {
        switch number {
        case EMSGSIZE:
            HALError(
                .invalid, name, reason: "\(bytes) bytes are too many for one transaction",
                advice: "The module spidev takes 4096, or as many as its parameter ‘bufsiz’ says.", errno: number)
        case EINVAL: HALError(.invalid, name, reason: "the kernel refuses the transaction", errno: number)
        case ENODEV, ESHUTDOWN: HALError(.gone, name, reason: "the controller is gone", errno: number)
        default: HALError(.spi, name, reason: "the transaction failed: \(HALError.words(number))", errno: number)
        }
    }
}
