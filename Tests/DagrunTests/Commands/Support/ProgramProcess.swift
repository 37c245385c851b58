// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Synchronization
import Testing

/// A command that runs.
final class ProgramProcess {
    private let process: pid_t
    private let output: Int32
    private var buffer: [UInt8] = []
    private var hasEnded = false

    /// One spawn at a time: a pipe must not be handed down to the child of another test.
    private static let spawning = Mutex(())

    init(_ executable: String, _ arguments: [String], folder: String, errors: String?, environment: [String: String])
        throws
    {
        let words =
            ["/bin/bash", "-c", "cd \"$1\" && shift && exec \"$@\"", "bash", folder, executable] + arguments
        let (process, output) = Self.spawning.withLock { _ in
            Self.spawn(words, folder: folder, errors: errors, environment)
        }
        try #require(process > 0)
        self.process = process
        self.output = output
    }

    private static func spawn(
        _ words: [String], folder: String, errors: String?, _ environment: [String: String]
    ) -> (pid_t, Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return (-1, -1) }
        defer { close(ends[1]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        if let errors {
            let flags = O_WRONLY | O_CREAT | O_TRUNC
            unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, flags, 0o600)
        } else {
            unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        }
        let settings = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=\(folder)"] + environment.map { "\($0)=\($1)" }
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = unsafe settings.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe arguments.forEach { unsafe free($0) }
            unsafe variables.forEach { unsafe free($0) }
        }
        var process: pid_t = 0
        let code = unsafe posix_spawn(&process, words[0], &actions, nil, &arguments, &variables)
        return (code == 0 ? process : -1, ends[0])
    }

    /// A test that failed on the way leaves nothing running behind.
    deinit {
        close(output)
        guard !hasEnded else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// The next lines, up to one that contains a text; nil where there is none before the end.
    func line(containing text: String) -> String? {
        while true {
            while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeFirst(end + 1)
                if line.contains(text) { return line }
            }
            guard read() else { return nil }
        }
    }

    /// All that it still writes, until it closes its output.
    func rest() -> String {
        while read() {}
        defer { buffer = [] }
        return String(decoding: buffer, as: UTF8.self)
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process, signal) }

    /// Waits for its end.
    ///
    /// - Returns: Its exit status; 256 and more for a signal.
    func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 256 + status & 0x7F
    }

    private func read() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(output, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer += chunk[..<count]
            return true
        }
    }
}
