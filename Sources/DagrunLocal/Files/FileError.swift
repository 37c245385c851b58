// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A file could not be read or written.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried: `open`, `write`, `create the folder`.
    public var operation: String
    /// The file or folder.
    public var path: String
    /// The system's error number (errno).
    public var code: Int32

    /// What was tried, on which file, and what the system said.
    public var description: String {
        "can't \(operation) \(path): \(unsafe String(cString: strerror(code)))"
    }
}
