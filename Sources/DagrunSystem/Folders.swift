// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// Folders and whole files.
package enum Folders {
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a folder and those around it.
    package static func create(_ path: String) throws(FileError) {
        guard unsafe mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, path != ".", path != "/" else {
            throw FileError(operation: "create the folder", path: path, code: errno)
        }
        try create(parent(of: path))
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw FileError(operation: "create the folder", path: path, code: errno)
        }
    }

    /// Whether there is a file or folder of that name.
    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Whether there is a folder of that name, or a link to one.
    package static func isFolder(_ path: String) -> Bool { mode(path).map { $0 & S_IFMT == S_IFDIR } ?? false }

    /// The rights of a file: nine bits, as `chmod` takes them; nil where there is no such file.
    package static func permissions(_ path: String) -> UInt32? { mode(path).map { $0 & 0o777 } }

    private static func mode(_ path: String) -> UInt32? {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? facts.st_mode : nil
    }

    /// When a file was written to last, in seconds since 1970; 0 where there is no such file.
    package static func modificationTime(_ path: String) -> Double {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return 0 }
        return Double(facts.st_mtim.tv_sec) + Double(facts.st_mtim.tv_nsec) * 1e-9
    }

    /// The names in a folder, in order; none where there is no such folder.
    package static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The paths of all files and folders below a folder, without links to folders, which may lead in a circle.
    package static func paths(below path: String) -> [String] {
        names(in: path).flatMap { name in
            var facts = stat()
            let isFolder = unsafe lstat("\(path)/\(name)", &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
            return [name] + (isFolder ? paths(below: "\(path)/\(name)").map { "\(name)/\($0)" } : [])
        }
    }

    /// The folder that this process is in; `.` where it has no path any more.
    package static var current: String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// A whole file, or the beginning of one.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - end: The byte in front of which to stop; nil: all of it is read.
    /// - Returns: Its bytes.
    /// - Throws: `FileError` when it can't be read.
    package static func read(_ path: String, before end: UInt8? = nil) throws(FileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(operation: "read", path: path, code: errno)
            }
            if count == 0 { return bytes }
            if let end, let place = chunk[..<count].firstIndex(of: end) { return bytes + chunk[..<place] }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
