// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

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
        let files = FileManager.default
        var isDirectory = false
        guard files.fileExists(atPath: path, isDirectory: &isDirectory) else { return nil }
        if isDirectory { throw LocalSecretsError(source: path, reason: "this is a directory, not a file") }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw LocalSecretsError(source: path, reason: "the file can't be read; check its permissions")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw LocalSecretsError(source: path, reason: "the file is not UTF-8 text")
        }
        let attributes = try? files.attributesOfItem(atPath: path)
        let mode = attributes?[.posixPermissions] as? UInt ?? 0
        return SecretsFile(text: text, isOpenToOthers: mode & 0o077 != 0)
    }
}
