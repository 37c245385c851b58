// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunProcess
import DagrunSystem
import Foundation
import Glibc

/// The program of the conformance bundle at work, beside the test runner.
final class WorkerProcess {
    private static let program = path(of: "conformance")
    /// A program of another bundle.
    static let other = path(of: "DagrunFixtureBundle")

    private let process = Process()

    /// Where a program of this package is, beside the test runner.
    static func path(of name: String) -> String {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return "\(Folders.parent(of: runner))/\(name)"
    }

    /// Whether it is built.
    static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// Whether the program of another bundle is built.
    static var isOtherBuilt: Bool { FileManager.default.isExecutableFile(atPath: other) }

    /// Starts it.
    init(_ environment: [String: String], _ arguments: [String]) throws {
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["worker"] + arguments
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// The processes that it started and that are there.
    var children: [pid_t] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) }.filter { child in
            guard let status = try? Folders.read("/proc/\(child)/stat"),
                let end = status.lastIndex(of: UInt8(ascii: ")"))
            else { return false }
            let words = String(decoding: status[(end + 1)...], as: UTF8.self).split(separator: " ")
            return words.count > 1 && words[1] == "\(process.processIdentifier)"
        } ?? []
    }

    /// Ends it as a power cut does.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Has it end, and waits for that.
    func stop() {
        Glibc.kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
    }

    /// Waits until a process that is not a child of this one has ended.
    ///
    /// - Returns: Whether it ended within half a minute.
    static func ends(_ pid: pid_t) -> Bool {
        let number = dagrun_pidfd_open(pid)
        guard number >= 0 else { return true }
        defer { close(number) }
        var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 30_000) == 1
    }
}
