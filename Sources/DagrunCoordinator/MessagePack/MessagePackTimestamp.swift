// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import FoundationEssentials

/// An instant as MessagePack has it.
package struct MessagePackTimestamp: Sendable, Hashable {
    /// The type of the extension that holds one.
    static let type: Int8 = -1

    /// Whole seconds since 1970.
    package var seconds: Int64
    /// What is added to them, less than a second.
    package var nanoseconds: UInt32

    /// Makes an instant.
    ///
    /// - Parameters:
    ///   - seconds: Whole seconds since 1970.
    ///   - nanoseconds: What is added to them; less than 1 000 000 000.
    package init(seconds: Int64, nanoseconds: UInt32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Takes an instant, to the microsecond.
    ///
    /// - Parameter date: The instant; one beyond 64 bits of seconds is cut there.
    package init(_ date: Date) {
        let whole = date.timeIntervalSince1970.rounded(.down)
        let micros = ((date.timeIntervalSince1970 - whole) * 1_000_000).rounded()
        let isNext = micros >= 1_000_000
        seconds = Int64(exactly: isNext ? whole + 1 : whole) ?? (whole < 0 ? .min : .max)
        nanoseconds = isNext || micros.isNaN ? 0 : UInt32(micros) * 1000
    }

    /// The instant, as near as a `Date` can say it.
    package var date: Date { Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1_000_000_000) }

    /// Reads one of the three forms; nil for another length, and for a whole second of nanoseconds.
    ///
    /// - Parameter bytes: The bytes of the extension.
    init?(_ bytes: ArraySlice<UInt8>) {
        let word = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch bytes.count {
        case 4: self.init(seconds: Int64(word))
        case 8: self.init(seconds: Int64(word & 0x3_FFFF_FFFF), nanoseconds: UInt32(word >> 34))
        case 12:
            let nanoseconds = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            self.init(seconds: Int64(bitPattern: word), nanoseconds: nanoseconds)
        default: return nil
        }
        guard nanoseconds < 1_000_000_000 else { return nil }
    }
}
