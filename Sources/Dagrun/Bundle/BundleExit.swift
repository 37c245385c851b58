// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// The exit statuses of a bundle's program.
public enum BundleExit: Int32, Sendable {
    /// All went well.
    case success = 0
    /// A run failed.
    case runFailed = 1
    /// The command line is wrong.
    case usage = 2
    /// A DAG does not load.
    case notLoaded = 3
    /// The run was interrupted; it can be resumed.
    case interrupted = 130
    /// The supervisor of a task had it end.
    case terminated = 143

    /// Ends the process.
    func end() -> Never { exit(rawValue) }
}
