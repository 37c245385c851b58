// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess

#if canImport(Glibc)
internal import Glibc
#endif

/// A file descriptor that is closed with its last owner.
package final class Descriptor: Sendable {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Makes a pipe that children don't inherit.
    ///
    /// - Throws: ``FileError`` when there are no more descriptors.
    package static func makePipe() throws(FileError) -> (read: Descriptor, write: Descriptor) {
        var ends: [Int32] = [-1, -1]
        let error = unsafe dagrun_pipe(&ends)
        guard error == 0 else { throw FileError(operation: "make", path: "a pipe", code: error) }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Makes reads and writes return instead of waiting.
    package func setNonblocking() { dagrun_set_nonblocking(number) }

    /// What one read gave.
    package enum ReadResult {
        case bytes([UInt8])
        case nothingYet
        case end
    }

    /// Reads what is there, at most 64 KiB.
    package func read() -> ReadResult {
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, size in
            repeat {
                count = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
            } while count < 0 && errno == EINTR
            size = max(count, 0)
        }
        if count > 0 { return .bytes(bytes) }
        return count < 0 && errno == EAGAIN ? .nothingYet : .end
    }

    /// Writes as much as fits.
    ///
    /// - Returns: The number of bytes written; nil when nobody reads any more.
    package func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }
}
