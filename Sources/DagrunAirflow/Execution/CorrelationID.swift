// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// Names calls, so that they are found in the server's log.
///
/// RFC 9562, section 5.7: a UUID of version 7.
enum CorrelationID {
    /// Makes a new one.
    ///
    /// - Parameter now: The present instant.
    /// - Returns: The UUID as text.
    static func make(now: Date) -> String {
        let milliseconds = UInt64(max(0, now.timeIntervalSince1970 * 1000))
        let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xFFF)
        let low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF)
        var digits = Array(hex(high) + hex(low))
        for place in [8, 13, 18, 23] { digits.insert("-", at: place) }
        return String(digits)
    }

    private static func hex(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
