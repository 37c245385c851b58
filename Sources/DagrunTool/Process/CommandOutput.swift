// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// What a short command printed and how it ended.
struct CommandOutput {
    /// How it ended.
    var status: ExitStatus
    /// What it printed, as text.
    var text: String

    /// Runs a command to its end and keeps its output.
    ///
    /// - Parameters:
    ///   - executable: The path of the executable.
    ///   - arguments: The arguments after the name.
    ///   - capturesErrors: Whether stderr is kept with stdout; else it goes to ours.
    /// - Returns: Its output, complete.
    /// - Throws: When it can't be started; a non-zero exit is not an error here.
    static func of(
        _ executable: String,
        _ arguments: [String],
        capturesErrors: Bool = true
    ) throws(ToolError) -> CommandOutput {
        var pipe = try OutputPipe(terminalColumns: nil)
        let child = try pipe.start(executable, arguments, capturesErrors: capturesErrors)
        var bytes: [UInt8] = []
        while let chunk = pipe.read(timeout: -1) { bytes += chunk }
        return CommandOutput(status: child.wait(), text: String(decoding: bytes, as: UTF8.self))
    }
}
