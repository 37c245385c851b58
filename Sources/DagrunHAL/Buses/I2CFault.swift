// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What can go wrong on an I2C bus.
public enum I2CFault: Sendable, Hashable {
    /// No device answered at the address (`ENXIO`, on some controllers `EREMOTEIO`).
    case noAcknowledgeAddress
    /// The device refused a byte that was written; its place in the transaction, where the backend can tell.
    case noAcknowledgeData(index: Int?)
    /// The device held the clock for too long (`ETIMEDOUT`).
    case timeout
    /// Another controller won the bus (`EAGAIN`).
    case arbitrationLost
    /// A device holds the data line low (`EBUSY`).
    case busStuck
    /// The checksum that the device's driver computes doesn't fit.
    case corrupt
}
