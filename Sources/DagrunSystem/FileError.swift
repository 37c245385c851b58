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

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - operation: What was tried: `open`, `write`, `create the folder`.
    ///   - path: The file or folder.
    ///   - code: The system's error number (errno).
    public init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Whether nobody listens at a socket.
    package var isRefusedConnection: Bool { code == ECONNREFUSED }

    /// What was tried, on which file, and what the system said.
    public var description: String {
        "can't \(operation) \(path): \(SystemMessage.text(code))"
    }
}
