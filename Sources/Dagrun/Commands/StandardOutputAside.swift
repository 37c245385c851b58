// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Its sources may be used from any thread, which Swift is not told.
@unsafe @preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
@unsafe @preconcurrency internal import Glibc
#endif

/// Leads what is printed to standard output elsewhere, for a while: it is no result.
final class StandardOutputAside: Sendable {
    private let saved: Int32
    /// Where it is read, when somebody wants its lines.
    private let reader: Reader?

    /// Begins to lead it to standard error; nil where that can't be done.
    convenience init?() { self.init(lines: nil) }

    /// Begins to lead it aside; nil where that can't be done.
    ///
    /// - Parameter lines: Takes it line by line, where a display must not be disturbed; nil: it goes to standard error, which
    ///   it reaches even if the process is to crash at once.
    init?(lines: (@Sendable (String) -> Void)?) {
        fflush(nil)
        // Else it would wait in a buffer for the end of the run where standard output is a file.
        unsafe setvbuf(stdout, nil, _IOLBF, 0)
        let saved = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard saved >= 0 else { return nil }
        reader = lines.flatMap { Reader($0) }
        self.saved = saved
        if let reader { reader.takeStandardOutput() } else { dup2(STDERR_FILENO, STDOUT_FILENO) }
    }

    /// Ends it.
    func restore() {
        fflush(nil)
        dup2(saved, STDOUT_FILENO)
        close(saved)
        reader?.finish()
    }
}

extension StandardOutputAside {
    /// Reads the other end of a pipe.
    private final class Reader: Sendable {
        private let ends: (read: Int32, write: Int32)
        private let lines: @Sendable (String) -> Void
        private let rest = Mutex<[UInt8]>([])
        private let queue = DispatchQueue(label: "dagrun.printed")
        private let source: any DispatchSourceRead

        init?(_ lines: @escaping @Sendable (String) -> Void) {
            var ends: (Int32, Int32) = (-1, -1)
            let result = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
                unsafe pipe(bytes.bindMemory(to: Int32.self).baseAddress)
            }
            guard result == 0 else { return nil }
            self.ends = ends
            self.lines = lines
            // No child may inherit it. Glibc's module has no pipe2, which would do that in one step.
            _ = fcntl(ends.0, F_SETFD, FD_CLOEXEC)
            _ = fcntl(ends.1, F_SETFD, FD_CLOEXEC)
            _ = fcntl(ends.0, F_SETFL, O_NONBLOCK)
            source = DispatchSource.makeReadSource(fileDescriptor: ends.0, queue: queue)
        }

        func takeStandardOutput() {
            dup2(ends.write, STDOUT_FILENO)
            source.setEventHandler { [self] in read() }
            // Not earlier: the end of a pipe that nobody writes to any more is a hangup, and libdispatch lets go of a source that hangs up
            // on the source's queue while its own thread still looks at it.
            source.setCancelHandler { [ends] in
                close(ends.write)
                close(ends.read)
            }
            source.resume()
        }

        /// Hands over what is left; a child that holds the other end open is not waited for.
        func finish() {
            queue.sync {
                read()
                let last = rest.withLock { rest in
                    defer { rest = [] }
                    return rest
                }
                if !last.isEmpty { lines(String(decoding: last, as: UTF8.self)) }
                source.cancel()
            }
        }

        private func read() {
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = unsafe chunk.withUnsafeMutableBytes {
                    unsafe Glibc.read(ends.read, $0.baseAddress, $0.count)
                }
                guard count > 0 else { break }
                rest.withLock { $0 += chunk[..<count] }
            }
            let whole = rest.withLock { rest -> ArraySlice<UInt8> in
                guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
                defer { rest.removeFirst(end + 1) }
                return rest[..<end]
            }
            guard !whole.isEmpty else { return }
            for line in whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                lines(String(decoding: line, as: UTF8.self))
            }
        }
    }
}
