// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import DagrunTestSupport
import Glibc
import Testing

@testable import DagrunEdge

@Suite struct WorkerLockTests {
    /// The descriptors of this process that are this file.
    private func descriptors(of path: String) -> [Int32] {
        Folders.names(in: "/proc/self/fd").compactMap(Int32.init).filter { number in
            var buffer = [CChar](repeating: 0, count: 4096)
            let count = unsafe max(0, readlink("/proc/self/fd/\(number)", &buffer, buffer.count))
            return buffer.prefix(count).map { UInt8(bitPattern: $0) } == Array(path.utf8)
        }
    }

    @Test func `Only the entry at the server where a worker was killed is taken over`() throws {
        let folder = try TemporaryFolder()
        func lock() throws -> WorkerLock { try WorkerLock(folder: folder.path, name: "pi") }
        let first = try lock()
        #expect(!first.mayTakeOver(at: "https://one/"))
        first.noteRegistered(at: "https://one/")
        // The kernel lets go of it, as when its process is killed.
        first.release()
        let second = try lock()
        #expect(second.mayTakeOver(at: "https://one/"))
        #expect(!second.mayTakeOver(at: "https://two/"))
        second.noteRegistered(at: "https://one/")
        second.noteEnded()
        second.release()
        #expect(try !lock().mayTakeOver(at: "https://one/"))
    }

    @Test func `A name is free once its worker ended, although a process that was being started has the file still`()
        throws
    {
        let folder = try TemporaryFolder()
        let lock = try WorkerLock(folder: folder.path, name: "pi")
        // What a process has between fork and exec.
        let copies = descriptors(of: "\(folder.path)/worker-pi.lock").map { dup($0) }
        defer { copies.forEach { close($0) } }
        #expect(copies.count == 1)
        #expect(throws: SettingError.self) { try WorkerLock(folder: folder.path, name: "pi") }
        lock.release()
        #expect(throws: Never.self) { try WorkerLock(folder: folder.path, name: "pi") }
    }
}
