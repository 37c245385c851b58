// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A trace could not be written to its file.
public struct TraceFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The system's number for the failure.
    public let errno: Int32

    init(path: String, errno: Int32) {
        self.path = path
        self.errno = errno
    }

    /// The file and what the system says.
    public var description: String {
        let reason = unsafe String(cString: strerror(errno))
        return "the trace can't be written to \(path): \(reason)"
    }
}
