// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Glibc

/// Words for error numbers.
enum SystemError {
    /// What an error number means, with the number.
    static func text(_ number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "\(String(decoding: bytes, as: UTF8.self)) (error \(number))"
    }
}
