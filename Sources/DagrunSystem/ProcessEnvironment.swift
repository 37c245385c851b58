// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// The variable `environ` is not safe to share: whoever calls `setenv` while others read breaks that promise himself, as in C.
#if canImport(Glibc)
@unsafe @preconcurrency internal import Glibc
#endif

/// The environment of this process.
package enum ProcessEnvironment {
    /// The number of this process.
    package static var processID: Int32 { getpid() }

    /// All variables as they are now; of two with one name the first counts, as for `getenv`.
    package static var variables: [String: String] {
        var variables: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
            if let sign = bytes.dropFirst().firstIndex(of: UInt8(ascii: "=")) {
                let name = String(decoding: bytes[..<sign], as: UTF8.self)
                if variables[name] == nil { variables[name] = String(decoding: bytes[(sign + 1)...], as: UTF8.self) }
            }
            unsafe entry += 1
        }
        return variables
    }
}
