// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a supervisor starts a bundle's program with: `--comm=HOST:PORT --logs=HOST:PORT`.
package struct CoordinatorArguments: Sendable, Hashable {
    /// Told by a worker of ours: end when I do.
    package static let supervised = "--supervised"

    /// Told by a worker of ours, in front of a program and its arguments: become that program, and end when I do.
    package static let otherProgram = "--other-program"

    /// Where the supervisor takes messages.
    package var comm: String
    /// Where it takes the log.
    package var logs: String
    /// Whether to end with the process that started this one.
    package var endsWithParent: Bool

    /// Looks for the arguments; nil when the program was started for anything else.
    ///
    /// - Parameter arguments: The arguments of the process, without its own name.
    /// - Throws: ``CommError`` when one of the two is missing.
    package init?(_ arguments: [String]) throws(CommError) {
        func value(_ name: String) -> String? {
            arguments.first { $0.hasPrefix("--\(name)=") }.map { String($0.dropFirst(name.utf8.count + 3)) }
        }
        let (comm, logs) = (value("comm"), value("logs"))
        if comm == nil, logs == nil { return nil }
        guard let comm, let logs else {
            throw CommError(.malformed, "--comm=HOST:PORT and --logs=HOST:PORT belong together: give both or none")
        }
        self.comm = comm
        self.logs = logs
        endsWithParent = arguments.contains(Self.supervised)
    }

    /// The arguments for a program.
    package static func list(comm: UInt16, logs: UInt16) -> [String] {
        ["--comm=127.0.0.1:\(comm)", "--logs=127.0.0.1:\(logs)"]
    }
}
