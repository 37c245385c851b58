// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem
internal import Glibc

/// The processes of a child's session: it and all that it started, as long as they did not leave the session.
///
/// The session is more than the process group: `timeout` and a shell with job control put what they run into a group of
/// its own.
struct ChildSession: Sendable {
    /// The child, which leads the session; it must not have been waited for, so that its number is still its own.
    let leader: pid_t

    /// Whether any process but the leader is alive.
    var hasOthers: Bool { !others().isEmpty }

    /// Sends a signal to all of them.
    func signal(_ signal: Int32) {
        kill(-leader, signal)
        for group in Set(others().map { getpgid($0) }) where group > 1 && group != leader { kill(-group, signal) }
    }

    private func others() -> [pid_t] {
        Folders.names(in: "/proc").compactMap { pid_t($0) }
            .filter { $0 != leader && getsid($0) == leader && !isZombie($0) }
    }

    // `42 (name) Z …`; the name may hold anything, parentheses too.
    private func isZombie(_ pid: pid_t) -> Bool {
        guard let status = try? Folders.read("/proc/\(pid)/stat"),
            let end = status.lastIndex(of: UInt8(ascii: ")")), end + 2 < status.endIndex
        else { return true }
        return [UInt8(ascii: "Z"), UInt8(ascii: "X")].contains(status[end + 2])
    }
}
