// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Finds out who is at the other end of a loopback connection.
enum SocketOwner {
    /// Whether a process, or one that it started, has a connection.
    ///
    /// - Parameters:
    ///   - pid: The process.
    ///   - port: The port of its end.
    ///   - listener: The port that it connected to.
    /// - Returns: Whether one of them has it open.
    static func has(_ pid: pid_t, connectionFrom port: UInt16, to listener: UInt16) -> Bool {
        guard let inode = inode(port, listener) else { return false }
        let link = "socket:[\(inode)]"
        return holds(pid, link) || ProcessTree.descendants(of: pid).contains { holds($0, link) }
    }

    private static func inode(_ port: UInt16, _ listener: UInt16) -> String? {
        let number = dagrun_loopback_inode(port, listener)
        if number > 0 { return "\(number)" }
        // Where the kernel can't be asked for one connection, all of them are looked through.
        guard let table = try? Folders.read("/proc/net/tcp") else { return nil }
        return inode(String(decoding: table, as: UTF8.self), port, listener)
    }

    /// Finds the connection in the kernel's table: `sl local rem st queues timer retrnsmt uid timeout inode`.
    static func inode(_ table: String, _ port: UInt16, _ listener: UInt16) -> String? {
        let (local, remote) = ("0100007F:\(hex(port))", "0100007F:\(hex(listener))")
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 10)
            if words.count > 9, words[1] == local, words[2] == remote { return String(words[9]) }
        }
        return nil
    }

    private static func hex(_ port: UInt16) -> String {
        let text = String(port, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - text.count) + text
    }

    private static func holds(_ pid: pid_t, _ link: String) -> Bool {
        var buffer = [CChar](repeating: 0, count: 64)
        return Folders.names(in: "/proc/\(pid)/fd").contains { name in
            let count = unsafe readlink("/proc/\(pid)/fd/\(name)", &buffer, buffer.count)
            return count > 0
                && String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self) == link
        }
    }
}
