// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Glibc

/// Replacing this process by another program.
enum Replacement {
    /// Becomes the program: same process, terminal, folder and environment.
    ///
    /// - Throws: When it can't be executed; otherwise it doesn't return.
    static func exec(_ executable: String, _ arguments: [String]) throws(ToolError) -> Never {
        // The name that the user typed: it stands in the program's help and hints.
        let argv = CStrings(["dagrun"] + arguments)
        unsafe execv(executable, argv.base)
        throw ToolError(.doesNotLoad, "\(executable) could not be executed: \(SystemMessage.text(errno))")
    }
}
