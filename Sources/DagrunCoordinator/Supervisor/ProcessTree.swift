// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// The processes that a process started, as far as their parents are alive.
enum ProcessTree {
    /// All processes below one.
    static func descendants(of pid: pid_t) -> [pid_t] {
        var children: [pid_t: [pid_t]] = [:]
        for other in Folders.names(in: "/proc").compactMap({ pid_t($0) }) {
            if let parent = parent(of: other) { children[parent, default: []].append(other) }
        }
        var found = children[pid] ?? []
        var place = 0
        while place < found.count {
            found += children[found[place]] ?? []
            place += 1
        }
        return found
    }

    /// The process groups of all processes below one: a command that a task started leads one of its own.
    static func groups(below pid: pid_t) -> Set<pid_t> {
        Set(descendants(of: pid).map { getpgid($0) }.filter { $0 > 1 && $0 != pid && $0 != getpgrp() })
    }

    // `42 (name) S 1 …`; the name may hold anything, parentheses too.
    private static func parent(of pid: pid_t) -> pid_t? {
        guard let status = try? Folders.read("/proc/\(pid)/stat"),
            let end = status.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let words = String(decoding: status[(end + 1)...], as: UTF8.self).split(separator: " ", maxSplits: 2)
        return words.count > 1 ? pid_t(words[1]) : nil
    }
}
