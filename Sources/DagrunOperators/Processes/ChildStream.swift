// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where a child process writes to.
enum ChildStream: Sendable {
    /// Its standard output.
    case output
    /// Its standard error.
    case error
    /// Its descriptor 3.
    case reply
}
