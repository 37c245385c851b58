// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

@testable import DagrunTool

/// The built `dagrun` beside the test runner.
enum ToolRun {
    /// Its path.
    static var executable: String {
        let runner = ProgramSearch.ownPath ?? ""
        return runner.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/dagrun"
    }

    /// Runs it in a folder and keeps stdout and stderr.
    static func output(of arguments: [String], in folder: String, environment: String = "") throws -> CommandOutput {
        try CommandOutput.of(
            "/bin/bash",
            ["-c", "cd \"$1\" && shift && \(environment) exec \"$@\"", "bash", folder, executable] + arguments)
    }
}
