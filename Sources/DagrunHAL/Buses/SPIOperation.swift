// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A part of an SPI transaction.
///
/// embedded-hal's `spi::Operation`.
public enum SPIOperation: Sendable, Hashable {
    /// Sends bytes; what comes back is dropped.
    case write([UInt8])
    /// Sends zeros and reads so many bytes.
    case read(Int)
    /// Sends bytes and reads as many.
    case transfer([UInt8])
    /// Lets time pass with the device still selected.
    case delay(Duration)
}
