// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc

/// The reading and the writing end of a child's output.
struct OutputPipe: ~Copyable {
    /// What we read.
    let reading: Int32
    private let writing: Int32

    /// Opens a pipe, or a pseudoterminal with the width of ours when the child shall write as to a terminal.
    ///
    /// - Throws: When the system has no descriptors left.
    init(terminalColumns: Int?) throws(ToolError) {
        if let terminalColumns, let pair = Self.openTerminal(columns: terminalColumns) {
            (reading, writing) = pair
            return
        }
        var ends: [Int32] = [-1, -1]
        // A pair of sockets is closed on exec from its first moment, which Swift sees no way to ask of a pipe; an end
        // that slipped into another child would keep us waiting for that child too.
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw ToolError(.failed, "no channel for a child's output: \(SystemMessage.text(errno))")
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        if !isWritingClosed { close(writing) }
    }

    private var isWritingClosed = false

    /// Starts a child that writes here; from then on we only read.
    mutating func start(
        _ executable: String,
        _ arguments: [String],
        capturesErrors: Bool = true
    ) throws(ToolError) -> ChildProcess {
        let child = try ChildProcess(
            executable, arguments, output: writing, capturesErrors: capturesErrors)
        close(writing)
        isWritingClosed = true
        return child
    }

    /// Reads what has come.
    ///
    /// - Parameter timeout: How long to wait for output, in milliseconds; negative waits without end.
    /// - Returns: The bytes; an empty array after the timeout; `nil` when the child has closed its end.
    func read(timeout: Int32) -> [UInt8]? {
        var request = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&request, 1, timeout)
        if ready == 0 || (ready == -1 && errno == EINTR) { return [] }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe Glibc.read(reading, &buffer, buffer.count)
        // A pseudoterminal says EIO once the other side is closed.
        if count == -1 && errno == EINTR { return [] }
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// Opens a pseudoterminal as pty(7) says; `nil` where that fails, and a pipe must do.
    private static func openTerminal(columns: Int) -> (Int32, Int32)? {
        // TIOCSPTLCK and TIOCGPTN are macros that Swift can't see; posix_openpt and its like stand behind _GNU_SOURCE.
        let setLock: UInt = 0x4004_5431
        let getNumber: UInt = 0x8004_5430
        let flags = Int32(O_RDWR) | Int32(O_NOCTTY) | Int32(O_CLOEXEC)
        let master = unsafe open("/dev/ptmx", flags)
        guard master >= 0 else { return nil }
        var isLocked: Int32 = 0
        var number: Int32 = 0
        guard unsafe ioctl(master, setLock, &isLocked) == 0, unsafe ioctl(master, getNumber, &number) == 0 else {
            close(master)
            return nil
        }
        let slave = unsafe open("/dev/pts/\(number)", flags)
        guard slave >= 0 else {
            close(master)
            return nil
        }
        var size = winsize()
        size.ws_col = UInt16(clamping: columns)
        size.ws_row = 50
        _ = unsafe ioctl(slave, UInt(TIOCSWINSZ), &size)
        return (master, slave)
    }
}
