// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The digest that Airflow seeds retry jitter with; not for anything secret.
///
/// Source: FIPS 180-4, section 6.1.
enum SHA1 {
    /// Digests bytes.
    ///
    /// - Parameter message: The bytes.
    /// - Returns: Five words; the digest is their bytes in big-endian order.
    static func digest(_ message: some Sequence<UInt8>) -> [UInt32] {
        var bytes = Array(message)
        let bitCount = UInt64(bytes.count) &* 8
        bytes.append(0x80)
        while bytes.count % 64 != 56 { bytes.append(0) }
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
        }

        var hash: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        var words = [UInt32](repeating: 0, count: 80)
        for block in stride(from: 0, to: bytes.count, by: 64) {
            for word in 0..<16 {
                let place = block + word * 4
                words[word] = (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[place + $1]) }
            }
            for word in 16..<80 {
                words[word] = rotate(words[word - 3] ^ words[word - 8] ^ words[word - 14] ^ words[word - 16], by: 1)
            }
            var (a, b, c, d, e) = (hash[0], hash[1], hash[2], hash[3], hash[4])
            for round in 0..<80 {
                let (mix, constant): (UInt32, UInt32) =
                    switch round {
                    case 0..<20: (b & c | ~b & d, 0x5A82_7999)
                    case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
                    case 40..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
                    default: (b ^ c ^ d, 0xCA62_C1D6)
                    }
                (a, b, c, d, e) = (rotate(a, by: 5) &+ mix &+ e &+ constant &+ words[round], a, rotate(b, by: 30), c, d)
            }
            for (place, value) in [a, b, c, d, e].enumerated() { hash[place] = hash[place] &+ value }
        }
        return hash
    }

    private static func rotate(_ word: UInt32, by bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
}
