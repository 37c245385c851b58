// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A program to run as a child process.
struct ChildCommand: Sendable {
    /// The absolute path of the program.
    var path: String
    /// Its arguments, without its own name.
    var arguments: [String]
    /// Its whole environment.
    var environment: [String: String]
    /// Its working directory; nil for that of this process.
    var workingDirectory: String?
    /// What it reads from its standard input; nil for nothing at all.
    var input: [UInt8]?
    /// Whether it has a descriptor 3 to answer on.
    var hasReply = false
}
