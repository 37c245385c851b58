// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// An I2C bus of the kernel: `/dev/i2c-N`.
final class KernelI2CBus: I2CBus {
    let name: String
    private let file: FileDescriptor
    private let thread: BusThread

    /// Opens a bus.
    ///
    /// - Throws: ``HALError`` as the system says.
    init(_ number: Int, _ files: MachineFiles) throws(HALError) {
        name = "i2c-\(number)"
        let path = files.device(name)
        let file = FileDescriptor(unsafe open(path, O_RDWR | O_CLOEXEC))
        guard file.number >= 0 else {
            let code = errno
            guard code == ENOENT else { throw HALError.opening(path, code) }
            throw HALError(
                .notFound, path, reason: "there is no such bus",
                alternatives: files.numbered("i2c-", in: "/dev").map { "/dev/i2c-\($0)" },
                advice: "On a Raspberry Pi ‘sudo raspi-config nonint do_i2c 0’ switches it on.", errno: code)
        }
        self.file = file
        thread = try BusThread()
    }

    func transaction(_ address: I2CAddress, _ operations: [I2COperation]) async throws -> [[UInt8]] {
        for case .read(let count) in operations where count < 1 {
            throw HALError(
                .invalid, "\(name) at \(address)", reason: "a read needs at least one byte, not \(count)",
                errno: EINVAL)
        }
        return try await thread.run { [self] () throws(HALError) in try transfer(address, operations) }
    }

    private func transfer(_ address: I2CAddress, _ operations: [I2COperation]) throws(HALError) -> [[UInt8]] {
        let messages = I2CMessages(operations)
        guard messages.parts.count > 0 else { return [] }
        // One piece of memory for all bytes, so that nothing moves while the kernel looks at it.
        var bytes = messages.bytes
        let error = unsafe bytes.withUnsafeMutableBufferPointer { buffer -> Int32 in
            var list = unsafe [dagrun_i2c_operation]()
            var place = 0
            for part in messages.parts {
                unsafe list.append(
                    dagrun_i2c_operation(
                        bytes: unsafe buffer.baseAddress.map { unsafe $0 + place }, count: UInt32(clamping: part.count),
                        is_read: part.isRead))
                place += part.count
            }
            return unsafe dagrun_i2c_transfer(file.number, UInt16(address.rawValue), list, list.count)
        }
        guard error == 0 else { throw failure(error, address) }
        return messages.read(bytes)
    }

    private func failure(_ number: Int32, _ address: I2CAddress) -> HALError {
        let subject = "\(name) at \(address)"
        func fault(_ fault: I2CFault?, _ reason: String, _ advice: String? = nil) -> HALError {
            HALError(.i2c, subject, reason: reason, advice: advice, i2cFault: fault, errno: number)
        }
        // Linux Documentation/i2c/fault-codes.rst.
        switch number {
        case ENXIO:
            return fault(
                .noAcknowledgeAddress, "no device answers at the address", "Look at the wiring and the address.")
        // The controllers of Raspberry Pis don't tell one from the other (i2c-bcm2835, i2c-designware); the address is likelier.
        case EREMOTEIO:
            return fault(
                .noAcknowledgeAddress, "no device answers at the address, or it refused a byte",
                "Look at the wiring and the address.")
        case ETIMEDOUT: return fault(.timeout, "the device held the clock for too long")
        case EAGAIN: return fault(.arbitrationLost, "another controller won the bus")
        case EBUSY:
            return fault(
                .busStuck, "a wire of the bus isn't high at rest",
                "Look for a pull-up that is missing or a device that holds the wire low.")
        case EBADMSG: return fault(.corrupt, "the bytes were corrupted")
        // The bit-banging driver's word for it (i2c-algo-bit), and other drivers' for all else.
        case EIO: return fault(nil, "the transaction failed, perhaps because the device refused a byte")
        case EMSGSIZE, EINVAL, EOPNOTSUPP:
            return HALError(
                .invalid, subject, reason: "the bus takes at most 42 operations of 8192 bytes, or its driver fewer",
                errno: number)
        default: return HALError.system(subject, number)
        }
    }
}
