// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a worker ended.
public enum WorkerExit: Sendable, Hashable {
    /// It was told to end, and its jobs have ended.
    case ended
    /// The server does not take its versions; with the server's words.
    case refusedVersion(String)
}
