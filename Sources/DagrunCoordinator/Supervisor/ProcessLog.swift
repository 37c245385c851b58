// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where a supervisor puts what a task's process says; called on the process's thread, one call at a time.
package protocol ProcessLog: Sendable {
    /// Takes a line of the log, a JSON object.
    func take(line: [UInt8])

    /// Takes a line that the process printed.
    func take(output line: [UInt8], isError: Bool)

    /// Writes what the supervisor does.
    func notice(_ text: String)

    /// Writes what is wrong with the process.
    func error(_ text: String)
}
