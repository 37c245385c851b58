// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#endif

/// Starts this executable again and waits for its end.
enum ChildProcess {
    /// Runs a role.
    ///
    /// - Parameters:
    ///   - role: What the child is to be.
    ///   - arguments: Its command line, behind its name.
    /// - Returns: The seconds from before the start to the child's first body, and the child's peak memory in MiB.
    /// - Throws: ``BenchmarkError`` when it can't be started or does not do what it should.
    static func run(_ role: ChildRole, _ arguments: [String] = []) throws -> (delay: Double, memory: Double) {
        var ends: (read: Int32, write: Int32) = (-1, -1)
        guard
            unsafe withUnsafeMutableBytes(
                of: &ends, { unsafe pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }) == 0
        else { throw BenchmarkError(description: "no pipe: errno \(errno)") }
        defer { close(ends.read) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends.write, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_addclose(&actions, ends.read)

        var words: [UnsafeMutablePointer<CChar>?] =
            unsafe ([role.rawValue] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let begin = Process.monotonicSeconds
        let code = unsafe posix_spawn(&child, Process.executable, &actions, nil, &words, environ)
        close(ends.write)
        guard code == 0 else { throw BenchmarkError(description: "can't start \(Process.executable): errno \(code)") }

        let report = readAll(ends.read)
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw BenchmarkError(description: "\(role.rawValue) ended with status \(status)") }
        let facts = try ChildReport(parsing: report)
        return (facts.firstBody - begin, facts.peakMemory)
    }

    private static func readAll(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}
