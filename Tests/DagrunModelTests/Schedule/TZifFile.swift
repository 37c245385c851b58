// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Builds the bytes of a TZif file (RFC 8536) for tests.
struct TZifFile {
    /// Seconds since 1970 and the index of the type from then on.
    var transitions: [(instant: Int64, type: UInt8)] = []
    /// Seconds east of UTC and whether it is daylight saving time.
    var types: [(offset: Int32, isDST: Bool)] = [(0, false)]
    var footer = ""
    var leapSeconds = 0

    /// A version 2 file; its first block is empty but for one type, as `zic -b slim` writes it.
    var bytes: [UInt8] {
        let empty = TZifFile()
        return empty.block(version: "2", timeSize: 4) + block(version: "2", timeSize: 8) + Array("\n\(footer)\n".utf8)
    }

    /// A version 1 file.
    var oldBytes: [UInt8] { block(version: "\0", timeSize: 4) }

    private func block(version: Unicode.Scalar, timeSize: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [UInt8(ascii: version)] + Array(repeating: 0, count: 15)
        for count in [0, 0, leapSeconds, transitions.count, types.count, 4] { bytes += big(Int64(count), size: 4) }
        for transition in transitions { bytes += big(transition.instant, size: timeSize) }
        bytes += transitions.map(\.type)
        for type in types { bytes += big(Int64(type.offset), size: 4) + [type.isDST ? 1 : 0, 0] }
        bytes += Array("LMT\0".utf8)
        return bytes + Array(repeating: 0, count: leapSeconds * (timeSize + 4))
    }

    private func big(_ value: Int64, size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
}
