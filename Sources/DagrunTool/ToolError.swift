// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A failure the tool reports in one message and one exit code.
struct ToolError: Error, Hashable, CustomStringConvertible {
    /// The process's exit code, as the README documents them.
    enum Code: Int32, Hashable {
        /// The command ran and what it looked at is not in order.
        case failed = 1
        /// The command line asks for something that doesn't exist.
        case usage = 2
        /// The package doesn't build or holds no DAGs.
        case doesNotLoad = 3
        /// Stopped by Ctrl-C.
        case interrupted = 130
    }

    /// How the process ends.
    var code: Code
    /// What happened, where, and what to do.
    var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
