// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dispatch
import FoundationEssentials
import Glibc

/// Runs the program `DagrunCrashFixture`, which is built beside the tests.
enum FixtureProcess {
    /// How a process ended.
    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    struct SpawnError: Error {
        var path: String
        var code: Int32
    }

    /// Runs it to its end.
    ///
    /// - Parameter arguments: Its arguments.
    /// - Returns: How it ended; its messages stand in the file `errors` of the folder that is its first argument.
    /// - Throws: ``SpawnError`` when it can't be started.
    static func run(_ arguments: [String]) async throws -> End {
        let pid = try spawn(arguments)
        // Not on a thread of the tests, which are few.
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var status: Int32 = 0
                while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
                let signal = status & 0x7F
                continuation.resume(returning: signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal))
            }
        }
    }

    private static func spawn(_ arguments: [String]) throws -> pid_t {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)] + "/DagrunCrashFixture"
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, "\(arguments[0])/errors", O_WRONLY | O_CREAT | O_APPEND, 0o644)
        var pointers = unsafe ([String(path)] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var pid = pid_t()
        let code = unsafe posix_spawn(&pid, String(path), &actions, nil, &pointers, environ)
        guard code == 0 else { throw SpawnError(path: String(path), code: code) }
        return pid
    }
}
