// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// Texts as C takes them.
package enum CStrings {
    /// Calls code with an array of C strings, ended by a null pointer.
    package static func with<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) throws -> Result
    ) rethrows -> Result {
        let copies = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { unsafe copies.forEach { unsafe free($0) } }
        return try unsafe copies.withUnsafeBufferPointer { try unsafe body($0.baseAddress) }
    }
}
