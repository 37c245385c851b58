// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc

/// A child process in our own process group, so that Ctrl-C reaches it.
struct ChildProcess: ~Copyable {
    /// Its process id.
    let pid: pid_t

    /// Starts an executable with no signal blocked and every handler at its default.
    ///
    /// - Parameters:
    ///   - executable: The path of the executable.
    ///   - arguments: The arguments after the name.
    ///   - output: A descriptor that gets its stdout, with `/dev/null` as its stdin; with `nil` it keeps ours.
    ///   - capturesErrors: Whether its stderr goes to `output` too.
    /// - Throws: When the process can't be started.
    init(
        _ executable: String,
        _ arguments: [String],
        output: Int32? = nil,
        capturesErrors: Bool = true
    ) throws(ToolError) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let output {
            unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
            if capturesErrors { unsafe posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO) }
        }

        // The watch loop blocks signals to read them from a descriptor; a child must not inherit that.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let argv = CStrings([executable] + arguments)
        var child: pid_t = 0
        let code = unsafe posix_spawn(&child, executable, &actions, &attributes, argv.base, environ)
        guard code == 0 else {
            throw ToolError(.failed, "\(executable) could not be started: \(SystemMessage.text(code))")
        }
        pid = child
    }

    /// Sends a signal; one that comes after its end is lost.
    func send(_ signal: Int32) {
        kill(pid, signal)
    }

    /// Waits until it ends.
    consuming func wait() -> ExitStatus {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) == -1 {
            // ECHILD: somebody set SIGCHLD to be ignored, and the code is gone.
            guard errno == EINTR else { return .exited(127) }
        }
        return ExitStatus(waitStatus: status)
    }

    /// Its status when it has ended, without waiting.
    func poll() -> ExitStatus? {
        var status: Int32 = 0
        let result = unsafe waitpid(pid, &status, WNOHANG)
        return result == pid ? ExitStatus(waitStatus: status) : nil
    }
}
