// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A file that a trace is written to as it is made.
struct TraceFile: ~Copyable, Sendable {
    private let descriptor: Int32
    private let path: String

    /// Makes a file, or empties the one there is.
    init(_ path: String) throws(TraceFileError) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        self.path = path
        guard descriptor >= 0 else { throw TraceFileError(path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// Writes bytes, all of them.
    func write(_ bytes: Span<UInt8>) throws(TraceFileError) {
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw TraceFileError(path: path, errno: errno)
            }
            offset += written
        }
    }
}
