// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Writes to the process's own output.
enum Output {
    /// The columns of the terminal behind standard output; nil where it is none, so that nothing need be cut.
    static var width: Int? {
        guard Terminal.isTTY(STDOUT_FILENO) else { return nil }
        return Terminal.size(STDOUT_FILENO, environment: ProcessEnvironment.variables).columns
    }

    /// Writes a line of a result to standard output.
    static func result(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes a JSON value, in lines of its own, to standard output.
    static func result(_ value: JSONValue) {
        write(String(decoding: CanonicalJSON.prettyBytes(of: value), as: UTF8.self), to: STDOUT_FILENO)
    }

    /// Writes a line for people to standard error.
    static func error(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Writes text as it is, all of it; a reader that went away is not an error.
    static func write(_ text: String, to descriptor: Int32) { Terminal.write(text, to: descriptor) }
}
