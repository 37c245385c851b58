// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

extension Folders {
    /// Removes a file; one that is not there is no error.
    package static func remove(_ path: String) { _ = unsafe unlink(path) }

    /// Gives a file another name; one that has it already is gone.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - other: Its new name.
    /// - Throws: `FileError`.
    package static func move(_ path: String, to other: String) throws(FileError) {
        guard unsafe rename(path, other) == 0 else { throw FileError(operation: "rename", path: path, code: errno) }
    }

    /// Writes a whole file; at any moment there is the old one or the new one, never a part.
    ///
    /// - Parameters:
    ///   - bytes: What the file holds from now on.
    ///   - path: The file; folders around it are made.
    ///   - isProgram: Whether everybody may execute it.
    /// - Throws: `FileError` when it can't be written; then the old one is still there.
    package static func write(_ bytes: [UInt8], to path: String, isProgram: Bool = false) throws(FileError) {
        let draft = "\(path).\(getpid())~"
        _ = unsafe unlink(draft)
        do {
            let file = try OutputFile(appendingTo: draft)
            try file.write(bytes)
        } catch {
            _ = unsafe unlink(draft)
            throw FileError(operation: error.operation, path: path, code: error.code)
        }
        guard unsafe (!isProgram || chmod(draft, 0o755) == 0) && rename(draft, path) == 0 else {
            let code = errno
            _ = unsafe unlink(draft)
            throw FileError(operation: "write", path: path, code: code)
        }
    }
}
