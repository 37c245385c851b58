// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#endif

/// Starts this executable again and waits for its end.
enum ChildProcess {
    /// What a process cost and wrote.
    struct Result {
        /// When it was started, in seconds of ``Process/monotonicSeconds``.
        var begin: Double
        /// Seconds from its start to its end.
        var duration: Double
        /// Processor seconds, the kernel's work for it included.
        var processor: Double
        /// What it wrote to standard output.
        var output: String
    }

    /// Runs a role.
    ///
    /// - Parameters:
    ///   - role: What the child is to be.
    ///   - arguments: Its command line, behind its name.
    /// - Returns: The seconds from before the start to the child's first body, and the child's peak memory in MiB.
    /// - Throws: ``BenchmarkError`` when it can't be started or does not do what it should.
    static func run(_ role: ChildRole, _ arguments: [String] = []) throws -> (delay: Double, memory: Double) {
        let result = try run(Process.executable, [role.rawValue] + arguments)
        let facts = try ChildReport(parsing: result.output)
        return (facts.firstBody - result.begin, facts.peakMemory)
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - executable: The program's path.
    ///   - words: Its command line, its name included.
    /// - Returns: What it cost and wrote.
    /// - Throws: ``BenchmarkError`` when it can't be started or fails.
    static func run(_ executable: String, _ words: [String]) throws -> Result {
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

        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let begin = Process.monotonicSeconds
        let code = unsafe posix_spawn(&child, executable, &actions, nil, &arguments, environ)
        close(ends.write)
        guard code == 0 else { throw BenchmarkError(description: "can't start \(executable): errno \(code)") }

        let output = readAll(ends.read)
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let name = words.first ?? executable
        guard status == 0 else { throw BenchmarkError(description: "\(name) ended with status \(status)") }
        let processor =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
        return Result(
            begin: begin, duration: Process.monotonicSeconds - begin, processor: processor, output: output)
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
