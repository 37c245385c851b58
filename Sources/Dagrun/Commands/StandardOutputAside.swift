// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// Leads what is printed to standard output to standard error, for a while.
struct StandardOutputAside {
    private let saved: Int32

    /// Begins to lead it there; nil where that can't be done.
    init?() {
        fflush(nil)
        saved = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard saved >= 0 else { return nil }
        dup2(STDERR_FILENO, STDOUT_FILENO)
    }

    /// Ends it.
    func restore() {
        fflush(nil)
        dup2(saved, STDOUT_FILENO)
        close(saved)
    }
}
