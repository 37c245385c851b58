// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// The system's words for its error numbers.
package enum SystemMessage {
    /// What an error number means.
    ///
    /// - Parameter number: The number (`errno`).
    /// - Returns: Words such as `No such file or directory`.
    package static func text(_ number: Int32) -> String {
        // `strerror` keeps its words in one place for all threads.
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
