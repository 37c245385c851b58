// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunTool

extension TemporaryFolder {
    /// Writes a script that can be executed.
    ///
    /// Another program copies it: while this process has a file open for writing, a child that another test starts just
    /// then has it open too, and the kernel refuses to execute it.
    func writeScript(_ name: String, _ text: String) throws -> String {
        let draft = try write(name + ".draft", text)
        return try copyExecutable(draft, to: name)
    }

    /// Copies a file with leave to execute it.
    @discardableResult
    func copyExecutable(_ source: String, to name: String) throws -> String {
        let copy = "\(path)/\(name)"
        let output = try CommandOutput.of("/usr/bin/install", ["-D", "-m", "755", source, copy])
        try #require(output.status.isSuccess, "\(output.text)")
        return copy
    }
}
