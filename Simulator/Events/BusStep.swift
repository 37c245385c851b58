// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A step of a transaction on a bus.
public enum BusStep: Sendable, Hashable {
    /// An I2C controller addresses a device; `isAcknowledged` says whether one answered.
    case address(I2CAddress, isRead: Bool, isAcknowledged: Bool)
    /// An I2C controller sent a byte.
    case written(UInt8, isAcknowledged: Bool)
    /// An I2C controller got a byte.
    case read(UInt8)
    /// An SPI controller selected a device.
    case select(chipSelect: Int)
    /// An SPI controller exchanged a byte.
    case exchanged(sent: UInt8, received: UInt8)
    /// A transaction ended.
    case stop
    /// A transaction on I2C failed.
    case failed(I2CFault)
}
