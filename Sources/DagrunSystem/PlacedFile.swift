// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A file that is read and written at any place, and that only its owner may look at.
package struct PlacedFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file to read and write.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - isNew: Whether it is made, with the folders around it; what was there before is cut off.
    /// - Throws: ``FileError``.
    package init(_ path: String, isNew: Bool) throws(FileError) {
        let flags = O_RDWR | O_CLOEXEC | (isNew ? O_CREAT | O_TRUNC : 0)
        var descriptor = unsafe open(path, flags, 0o600)
        if descriptor < 0, errno == ENOENT, isNew {
            try Folders.create(Folders.parent(of: path))
            descriptor = unsafe open(path, flags, 0o600)
        }
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Reads a piece.
    ///
    /// - Parameters:
    ///   - place: The place of its first byte.
    ///   - count: How many bytes it has at most.
    /// - Returns: The bytes; fewer where the file ends.
    /// - Throws: ``FileError``.
    package func read(at place: Int, count: Int) throws(FileError) -> [UInt8] {
        var failure: Int32?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, length in
            length = 0
            while length < buffer.count {
                let step = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: length), buffer.count - length, off_t(place + length))
                if step < 0, errno == EINTR { continue }
                if step < 0 { failure = errno }
                if step <= 0 { break }
                length += step
            }
        }
        if let failure { throw FileError(operation: "read", path: path, code: failure) }
        return bytes
    }

    /// Writes bytes, all of them.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - place: The place of the first one.
    /// - Throws: ``FileError``; then some of them may be there.
    package func write(_ bytes: [UInt8], at place: Int) throws(FileError) {
        var offset = 0
        while offset < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset, off_t(place + offset))
            }
            if step < 0 {
                if errno == EINTR { continue }
                throw FileError(operation: "write to", path: path, code: errno)
            }
            offset += step
        }
    }

    /// Cuts off what stands behind a length.
    ///
    /// - Parameter length: The length, in bytes.
    /// - Throws: ``FileError``.
    package func truncate(to length: Int) throws(FileError) {
        guard ftruncate(descriptor, off_t(length)) == 0 else {
            throw FileError(operation: "truncate", path: path, code: errno)
        }
    }

    /// The length of the file now, in bytes.
    package func size() throws(FileError) -> Int {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else {
            throw FileError(operation: "look at", path: path, code: errno)
        }
        return Int(facts.st_size)
    }
}
