// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem
internal import Glibc

/// Finds programs.
enum ExecutablePath {
    private static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    /// The absolute path of a program.
    ///
    /// - Parameters:
    ///   - name: A name to look for in the PATH, or a path.
    ///   - environment: The child's environment, whose PATH counts; without one there, this process's PATH does.
    /// - Returns: The absolute path.
    /// - Throws: ``OperatorError`` when there is no such program.
    static func find(_ name: String, environment: [String: String]) throws -> String {
        if name.contains("/") {
            guard isExecutable(name) else {
                throw OperatorError(.missingProgram, "there is no program “\(name)”, or it may not be executed")
            }
            return absolute(name)
        }
        let path = environment["PATH"] ?? ProcessEnvironment.variables["PATH"] ?? standardPath
        for directory in path.split(separator: ":", omittingEmptySubsequences: false) {
            let candidate = directory.isEmpty ? "./\(name)" : "\(directory)/\(name)"
            if isExecutable(candidate) { return absolute(candidate) }
        }
        throw OperatorError(
            .missingProgram, "there is no program “\(name)” in the PATH (\(path)): install it, or give its full path")
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    // The child looks for it from its own working directory.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(Folders.current)/\(path)"
    }
}
