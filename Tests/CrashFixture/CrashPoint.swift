// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Synchronization

/// Where the process is to die.
final class CrashPoint: Sendable {
    private let kind: Substring
    private let number: Int
    private let notes = Atomic(0)
    private let events = Atomic(0)

    init(_ text: String) {
        let parts = text.split(separator: ":")
        kind = parts.first ?? ""
        number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    }

    func didNote() {
        if notes.add(1, ordering: .relaxed).newValue >= number, kind == "task" { die() }
    }

    func didWrite(_ count: Int) {
        if events.add(count, ordering: .relaxed).newValue >= number, kind == "journal" { die() }
    }

    func limitFiles() {
        guard kind == "limit" else { return }
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: rlim_t(number), rlim_max: rlim_t(number))
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }

    private func die() {
        kill(getpid(), SIGKILL)
    }
}
