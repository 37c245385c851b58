// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the program is called in its own help.
enum CommandName {
    /// The name that it was started by, without folders.
    static var ofProcess: String {
        let path = CommandLine.arguments.first ?? "dagrun"
        return path.split(separator: "/").last.map(String.init) ?? path
    }
}
