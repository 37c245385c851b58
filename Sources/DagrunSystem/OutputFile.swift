// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A file that is only ever appended to.
package struct OutputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file, with the folders around it.
    package init(appendingTo path: String) throws(FileError) {
        var descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        if descriptor < 0, errno == ENOENT {
            try Folders.create(Folders.parent(of: path))
            descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Appends bytes, all of them.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(operation: "write to", path: path, code: errno)
            }
            offset += written
        }
    }

    /// Waits until the disk has what was written.
    package func synchronize() throws(FileError) {
        guard fdatasync(descriptor) == 0 || errno == EINVAL else {
            throw FileError(operation: "synchronize", path: path, code: errno)
        }
    }

    /// Cuts off what stands behind a length.
    package func truncate(to length: Int) throws(FileError) {
        guard ftruncate(descriptor, off_t(length)) == 0 else {
            throw FileError(operation: "truncate", path: path, code: errno)
        }
    }

    /// Takes the lock that keeps two processes from writing one run.
    ///
    /// - Returns: Whether it was free.
    /// - Throws: `FileError` where the file system has no locks.
    package func lock() throws(FileError) -> Bool {
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
        guard errno == EWOULDBLOCK else { throw FileError(operation: "lock", path: path, code: errno) }
        return false
    }

    /// Gives the lock back.
    package func unlock() { flock(descriptor, LOCK_UN) }

    /// The length of the file now, in bytes.
    package func size() throws(FileError) -> Int {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else {
            throw FileError(operation: "look at", path: path, code: errno)
        }
        return Int(facts.st_size)
    }
}
