// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A keyed hash over SHA-512.
///
/// RFC 2104.
enum HMAC {
    /// Signs bytes.
    ///
    /// - Parameters:
    ///   - message: The bytes.
    ///   - key: The secret, of any length.
    /// - Returns: The signature, 64 bytes.
    static func sha512(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var padded = key.count > SHA512.blockSize ? SHA512.digest(of: key) : key
        padded.append(contentsOf: repeatElement(0, count: SHA512.blockSize - padded.count))
        let inner = SHA512.digest(of: padded.map { $0 ^ 0x36 } + message)
        return SHA512.digest(of: padded.map { $0 ^ 0x5C } + inner)
    }
}
