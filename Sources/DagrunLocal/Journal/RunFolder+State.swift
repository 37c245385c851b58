// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

extension RunFolder {
    /// Whether a process is running this run now.
    ///
    /// The one that runs it holds a lock on the journal, which the system takes away when the process dies.
    public var isGoingOn: Bool {
        let descriptor = unsafe open(journal, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
