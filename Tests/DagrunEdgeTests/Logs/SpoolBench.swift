// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunSystem
import DagrunTestSupport
import Glibc

@testable import DagrunEdge

/// Files of waiting lines, and what their lines say.
struct SpoolBench {
    let folder: TemporaryFolder
    let owner = LogOwner(
        server: "http://server/edge_worker/v1/",
        key: EdgeJobKey(dagID: "a b", taskID: "t", runID: "r+1", tryNumber: 2, mapIndex: -1), taskInstanceID: "0192")

    init() throws { folder = try TemporaryFolder() }

    var path: String { "\(folder.path)/logs/1.log" }

    func spool(limit: Int = 1 << 20) throws -> LogSpool { try LogSpool(path, owner: owner, limit: limit) }

    /// What a worker that starts anew finds.
    func left() throws -> LogSpool? { try LogSpool(leftAt: path, limit: 1 << 20) }

    static func missing(_ count: Int?) -> [UInt8] { Array((count.map { "<\($0)>\n" } ?? "<?>\n").utf8) }

    /// Sends all that waits.
    static func drain(_ spool: LogSpool, atMost count: Int = 100) throws -> String {
        var text: [UInt8] = []
        while let chunk = try spool.next(atMost: count, missing: missing) {
            spool.noteUnderWay(at: spool.lastInstant + 1)
            spool.noteArrived()
            text += chunk
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A file that can't grow any more once it is told so, as on a disk that is full.
    struct FullDisk {
        let descriptor: Int32

        init() {
            // Swift's overlay of the C library leaves it out.
            typealias Make = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32
            let make = unsafe unsafeBitCast(dlsym(nil, "memfd_create"), to: Make.self)
            descriptor = unsafe make("log", 2)  // MFD_ALLOW_SEALING
        }

        var path: String { "/proc/self/fd/\(descriptor)" }

        /// F_ADD_SEALS, F_SEAL_GROW: writes behind its end fail, those within it go on.
        func fill() { _ = fcntl(descriptor, 1033, 4) }

        func end() { close(descriptor) }
    }
}

extension LogSpool {
    func append(_ text: String, isDebug: Bool = false) throws { try append(Array("\(text)\n".utf8), isDebug: isDebug) }
}
