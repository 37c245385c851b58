// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

/// A file that may hold secrets, read once.
struct SecretsFile {
    let text: String
    /// Whether others than its owner may read or write it.
    let isOpenToOthers: Bool

    /// Reads a file.
    ///
    /// - Parameter path: The file's path.
    /// - Returns: `nil` when there is no such file.
    /// - Throws: ``LocalSecretsError`` when it can't be read or is not UTF-8.
    static func read(_ path: String) throws(LocalSecretsError) -> SecretsFile? {
        guard Folders.exists(path) else { return nil }
        if Folders.isFolder(path) { throw LocalSecretsError(source: path, reason: "this is a directory, not a file") }
        guard let bytes = try? Folders.read(path) else {
            throw LocalSecretsError(source: path, reason: "the file can't be read; check its permissions")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LocalSecretsError(source: path, reason: "the file is not UTF-8 text")
        }
        let permissions = Folders.permissions(path) ?? 0
        return SecretsFile(text: text, isOpenToOthers: permissions & 0o077 != 0)
    }
}
