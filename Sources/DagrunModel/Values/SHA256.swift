// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The hash function SHA-256, FIPS 180-4.
///
/// The lean executable links no cryptographic library; this one hashes documents and files, not secrets.
public struct SHA256: Sendable {
    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    /// Makes a hash of nothing yet.
    public init() {}

    /// Takes more bytes.
    ///
    /// - Parameter bytes: The bytes that follow those taken before.
    public mutating func update(_ bytes: Span<UInt8>) {
        length &+= UInt64(bytes.count)
        var start = 0
        if !pending.isEmpty {
            while start < bytes.count, pending.count < 64 {
                pending.append(bytes[start])
                start += 1
            }
            guard pending.count == 64 else { return }
            let block = pending
            compress(block.span, at: 0)
            pending.removeAll()
        }
        while bytes.count - start >= 64 {
            compress(bytes, at: start)
            start += 64
        }
        while start < bytes.count {
            pending.append(bytes[start])
            start += 1
        }
    }

    /// Takes more bytes.
    ///
    /// - Parameter bytes: The bytes that follow those taken before.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// The hash of all bytes taken so far.
    ///
    /// - Returns: 32 bytes.
    public func digest() -> [UInt8] {
        var copy = self
        // 0x80, zeros, and the length in bits as 64 bits, up to a whole block.
        var tail = copy.pending + [0x80]
        tail.append(contentsOf: repeatElement(0, count: (120 - tail.count) % 64))
        for shift in stride(from: 56, through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: (length &* 8) >> UInt64(shift)))
        }
        for start in stride(from: 0, to: tail.count, by: 64) { copy.compress(tail.span, at: start) }
        var result: [UInt8] = []
        result.reserveCapacity(32)
        for place in 0..<8 {
            for shift: UInt32 in [24, 16, 8, 0] {
                result.append(UInt8(truncatingIfNeeded: copy.state[place] >> shift))
            }
        }
        return result
    }

    /// The hash of all bytes taken so far, in lower-case hexadecimal.
    ///
    /// - Returns: 64 digits.
    public func hexDigest() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest() {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Hashes bytes at once.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The hash in lower-case hexadecimal, 64 digits.
    public static func hexDigest(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hexDigest()
    }

    /// Takes one block of 64 bytes; FIPS 180-4, section 6.2.2.
    private mutating func compress(_ bytes: Span<UInt8>, at start: Int) {
        var words = InlineArray<64, UInt32>(repeating: 0)
        for place in 0..<16 {
            let byte = start + 4 * place
            words[place] =
                UInt32(bytes[byte]) << 24 | UInt32(bytes[byte + 1]) << 16 | UInt32(bytes[byte + 2]) << 8
                | UInt32(bytes[byte + 3])
        }
        for place in 16..<64 {
            let far = words[place - 15]
            let near = words[place - 2]
            let sigma0 = Self.rotate(far, 7) ^ Self.rotate(far, 18) ^ far >> 3
            let sigma1 = Self.rotate(near, 17) ^ Self.rotate(near, 19) ^ near >> 10
            words[place] = words[place - 16] &+ sigma0 &+ words[place - 7] &+ sigma1
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        let constants = Self.constants
        for place in 0..<64 {
            let sum1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
            let choice = (e & f) ^ (~e & g)
            let first = h &+ sum1 &+ choice &+ constants[place] &+ words[place]
            let sum0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
            let majority = (a & b) ^ (a & c) ^ (b & c)
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    @inline(__always)
    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes; section 4.2.2.
    private static let constants: InlineArray<64, UInt32> = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
