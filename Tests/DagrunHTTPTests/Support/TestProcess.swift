// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dispatch
import Glibc

/// A child process with pipes at its standard input and output.
final class TestProcess: Sendable {
    private static let lock = DispatchSemaphore(value: 1)

    private let pid: pid_t
    private let input: Int32
    private let output: Int32

    /// Starts a command that is found in the PATH.
    init(_ arguments: [String]) throws {
        var inputs: [Int32] = [-1, -1]
        var outputs: [Int32] = [-1, -1]
        // A process that another test starts meanwhile must not inherit the pipes, or they would stay open.
        Self.lock.wait()
        defer { Self.lock.signal() }
        guard unsafe pipe(&inputs) == 0, unsafe pipe(&outputs) == 0 else {
            throw TestSystemError(call: "pipe", errno: errno)
        }
        for descriptor in inputs + outputs { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, inputs[0], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, outputs[1], 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var pid = pid_t()
        let error = unsafe posix_spawnp(&pid, arguments[0], &actions, nil, &pointers, environ)
        Glibc.close(inputs[0])
        Glibc.close(outputs[1])
        (input, output, self.pid) = (inputs[1], outputs[0], pid)
        guard error == 0 else { throw TestSystemError(call: arguments[0], errno: error) }
    }

    /// Reads one line of the output; `nil` at its end.
    ///
    /// Blocks.
    func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    /// Waits until the process ends.
    ///
    /// Blocks.
    func waitForExit() -> Int32 {
        var status: Int32 = 0
        unsafe waitpid(pid, &status, 0)
        return status
    }

    /// Ends the process's input, which ends the programs used here.
    func closeInput() {
        Glibc.close(input)
    }

    /// Runs a command to its end and says whether it succeeded.
    static func run(_ arguments: [String]) -> Bool {
        guard let process = try? TestProcess(arguments) else { return false }
        process.closeInput()
        while process.readLine() != nil {}
        return process.waitForExit() == 0
    }
}
