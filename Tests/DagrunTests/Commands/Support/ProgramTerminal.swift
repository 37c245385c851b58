// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Synchronization
import Testing

/// A command that runs on a terminal of its own, with somebody at its keys.
final class ProgramTerminal {
    private let process: pid_t
    private let terminal: Int32
    private(set) var text = ""
    private var hasEnded = false

    /// One spawn at a time: the terminal must not be handed down to the child of another test.
    private static let spawning = Mutex(())

    init(_ executable: String, _ arguments: [String], folder: String, columns: Int = 80, rows: Int = 24) throws {
        let words =
            ["/bin/bash", "-c", "cd \"$1\" && shift && exec \"$@\"", "bash", folder, executable] + arguments
        let (process, terminal) = Self.spawning.withLock { _ in Self.spawn(words, folder, columns, rows) }
        try #require(process > 0)
        self.process = process
        self.terminal = terminal
    }

    private static func spawn(_ words: [String], _ folder: String, _ columns: Int, _ rows: Int) -> (pid_t, Int32) {
        let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (isLocked, number): (Int32, UInt32) = (0, 0)
        // TIOCSPTLCK and TIOCGPTN, which Swift does not see.
        guard terminal >= 0, unsafe ioctl(terminal, 0x4004_5431, &isLocked) == 0,
            unsafe ioctl(terminal, 0x8004_5430, &number) == 0
        else { return (-1, -1) }
        let name = "/dev/pts/\(number)"
        _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = unsafe ioctl(terminal, UInt(TIOCSWINSZ), &size)
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens is the one that it is in front of.
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // POSIX_SPAWN_SETSID, which Swift does not see.
        unsafe posix_spawnattr_setflags(&attributes, 0x80)
        let settings = [
            "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=\(folder)", "TERM=xterm", "NO_COLOR=1",
            "SWIFT_BACKTRACE=interactive=no",
        ]
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe settings.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe arguments.forEach { unsafe free($0) }
            unsafe environment.forEach { unsafe free($0) }
        }
        var process: pid_t = 0
        let code = unsafe posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
        return (code == 0 ? process : -1, terminal)
    }

    /// A test that failed on the way leaves nothing running behind.
    deinit {
        if !hasEnded {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(terminal)
    }

    /// Waits until a text was written behind what was waited for before.
    ///
    /// - Returns: False where it ended without.
    func wait(for wanted: String) -> Bool {
        while true {
            if let range = text.firstRange(of: wanted) {
                text = String(text[range.upperBound...])
                return true
            }
            guard read() else { return false }
        }
    }

    /// Presses keys.
    func type(_ keys: String) {
        var bytes = Array(keys.utf8)
        _ = unsafe write(terminal, &bytes, bytes.count)
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process, signal) }

    /// Whether keys are gathered to lines and echoed, as a shell wants it.
    var isCooked: Bool {
        var settings = termios()
        guard unsafe tcgetattr(terminal, &settings) == 0 else { return false }
        return settings.c_lflag & tcflag_t(ICANON) != 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Waits for the end.
    ///
    /// - Returns: The exit status; 256 and more for a signal.
    func wait() -> Int32 {
        while read() {}
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 256 + status & 0x7F
    }

    private func read() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(terminal, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // EIO: nobody has the other end open any more.
            guard count > 0 else { return false }
            text += String(decoding: chunk[..<count], as: UTF8.self)
            return true
        }
    }
}
