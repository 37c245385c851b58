// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Bytes as a trace has them.
enum RecordedBytes {
    private static let limit = 64

    /// Hexadecimal digits; of many bytes the first ones, and how many there are.
    static func text(_ bytes: [UInt8]) -> String {
        let digits = bytes.prefix(limit).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return bytes.count > limit ? "\(digits)… (\(bytes.count) bytes)" : digits
    }
}
