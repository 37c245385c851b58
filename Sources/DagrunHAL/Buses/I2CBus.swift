// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An I2C bus.
///
/// embedded-hal's `I2c`.
public protocol I2CBus: Sendable {
    /// The bus's name for people, such as `i2c-1`.
    var name: String { get }

    /// Does operations with a device in one go: nobody else uses the bus in between, and between two operations of different
    /// directions stands a repeated start.
    ///
    /// - Parameters:
    ///   - address: The device's address.
    ///   - operations: What to do, in order.
    /// - Returns: What was read, one array for each `read`, in order.
    /// - Throws: ``HALError`` with the code `i2c`; `CancellationError` when the task is cancelled before it began.
    func transaction(_ address: I2CAddress, _ operations: [I2COperation]) async throws -> [[UInt8]]
}

extension I2CBus {
    /// Sends bytes to a device.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - address: The device's address.
    /// - Throws: As ``transaction(_:_:)``.
    public func write(_ bytes: [UInt8], to address: I2CAddress) async throws {
        _ = try await transaction(address, [.write(bytes)])
    }

    /// Reads bytes from a device.
    ///
    /// - Parameters:
    ///   - count: How many, at least one.
    ///   - address: The device's address.
    /// - Returns: The bytes.
    /// - Throws: As ``transaction(_:_:)``.
    public func read(_ count: Int, from address: I2CAddress) async throws -> [UInt8] {
        try await transaction(address, [.read(count)]).first ?? []
    }

    /// Sends bytes to a device and reads its answer, with a repeated start in between.
    ///
    /// - Parameters:
    ///   - bytes: The bytes to send, often the number of a register.
    ///   - count: How many to read, at least one.
    ///   - address: The device's address.
    /// - Returns: The bytes that were read.
    /// - Throws: As ``transaction(_:_:)``.
    public func write(_ bytes: [UInt8], thenRead count: Int, from address: I2CAddress) async throws -> [UInt8] {
        try await transaction(address, [.write(bytes), .read(count)]).first ?? []
    }
}
