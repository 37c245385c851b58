// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Glibc

/// Questions about processes.
enum LiveProcess {
    /// Whether a process is there and no zombie.
    static func exists(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0, let status = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/stat")) else {
            return false
        }
        let text = String(decoding: status, as: UTF8.self)
        return !(text.split(separator: ")").last ?? "").hasPrefix(" Z")
    }

    /// The number of descriptors that this process has open.
    static func descriptorCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    /// The children of this process that ended and were not waited for.
    static func zombieCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.count { pid in
            guard let data = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/stat")) else { return false }
            let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 1 && fields[0] == "Z" && fields[1] == "\(getpid())"
        }
    }
}
