// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A part of an I2C transaction.
///
/// embedded-hal's `i2c::Operation`.
public enum I2COperation: Sendable, Hashable {
    /// Sends bytes to the device.
    case write([UInt8])
    /// Reads so many bytes from the device; at least one.
    case read(Int)
}
