// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A file that is read at any place, a piece at a time.
package final class InputFile: Sendable {
    /// What tells one content of a file from another one, without reading it.
    package struct Facts: Sendable, Hashable {
        /// The device and the number of the file on it.
        package var identity: [UInt64]
        /// The number of bytes.
        package var size: Int
        /// When it was written to last, in nanoseconds since 1970.
        package var modified: Int64
        /// Whether it is a plain file that may be executed.
        package var isProgram: Bool
    }

    /// What is known of it since it was opened.
    package let facts: Facts
    private let path: String
    private let descriptor: Descriptor

    /// Opens a file.
    ///
    /// - Parameter path: Its path.
    /// - Throws: ``FileError``.
    package init(_ path: String) throws(FileError) {
        self.path = path
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        descriptor = Descriptor(number)
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else {
            throw FileError(operation: "look at", path: path, code: errno)
        }
        facts = Facts(
            identity: [UInt64(status.st_dev), UInt64(status.st_ino)], size: Int(status.st_size),
            // A file may claim any time; only whether it changed counts.
            modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec),
            isProgram: status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o111 != 0)
    }

    /// Reads a piece.
    ///
    /// - Parameters:
    ///   - place: The place of its first byte.
    ///   - count: How many bytes it has at most.
    /// - Returns: The bytes; fewer where the file ends.
    /// - Throws: ``FileError``.
    package func read(at place: Int, count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        var length = 0
        while length < bytes.count {
            let step = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[length...])
                return unsafe pread(descriptor.number, rest.baseAddress, rest.count, off_t(place + length))
            }
            if step < 0 {
                if errno == EINTR { continue }
                throw FileError(operation: "read", path: path, code: errno)
            }
            if step == 0 { break }
            length += step
        }
        return Array(bytes[..<length])
    }
}
