// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A device on an SPI bus, with its chip select.
///
/// embedded-hal's `SpiDevice`.
public protocol SPIDevice: Sendable {
    /// The device's name for people, such as `spidev0.0`.
    var name: String { get }

    /// Selects the device, does operations and deselects it; nobody else uses the bus in between.
    ///
    /// - Parameter operations: What to do, in order.
    /// - Returns: What was read, one array for each `read` and `transfer`, in order.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled before it began.
    func transaction(_ operations: [SPIOperation]) async throws -> [[UInt8]]
}

extension SPIDevice {
    /// Sends bytes and reads as many.
    ///
    /// - Parameter bytes: The bytes to send.
    /// - Returns: The bytes that came back.
    /// - Throws: As ``transaction(_:)``.
    public func transfer(_ bytes: [UInt8]) async throws -> [UInt8] {
        try await transaction([.transfer(bytes)]).first ?? []
    }

    /// Sends bytes.
    ///
    /// - Parameter bytes: The bytes to send.
    /// - Throws: As ``transaction(_:)``.
    public func write(_ bytes: [UInt8]) async throws { _ = try await transaction([.write(bytes)]) }
}
