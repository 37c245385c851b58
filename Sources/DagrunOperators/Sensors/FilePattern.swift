// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem
internal import Glibc

/// Paths with the wildcards of Python's `glob`: `*`, `?`, `[…]`, and `**` for any number of directories.
///
/// Names that begin with a dot are found only by a pattern that begins with one.
struct FilePattern: Sendable {
    private let root: String
    private let components: [String]
    private let isRecursive: Bool

    /// Reads a pattern.
    ///
    /// - Parameters:
    ///   - text: The path; a relative one begins at the working directory of this process.
    ///   - isRecursive: Whether `**` stands for any number of directories, instead of one.
    init(_ text: String, isRecursive: Bool) {
        root = text.hasPrefix("/") ? "/" : ""
        components = text.split(separator: "/").map(String.init)
        self.isRecursive = isRecursive
    }

    /// The first path in the order of names that is a file, or a directory with a file somewhere below.
    func firstFile() -> String? { find(in: root, components[...]) }

    private func find(in directory: String, _ rest: ArraySlice<String>) -> String? {
        guard let component = rest.first else {
            return Self.holdsFile(directory.isEmpty ? "." : directory) ? directory : nil
        }
        let deeper = rest.dropFirst()
        if isRecursive, component == "**" {
            if let found = find(in: directory, deeper) { return found }
            for name in Self.names(in: directory) where !name.hasPrefix(".") {
                let path = directory + name
                // Not through links: they may lead in a circle.
                guard Self.kind(of: path, followsLinks: false) == S_IFDIR else { continue }
                if let found = find(in: path + "/", rest) { return found }
            }
            return nil
        }
        guard component.contains(where: { "*?[".contains($0) }) else { return step(directory + component, deeper) }
        for name in Self.names(in: directory) where unsafe fnmatch(component, name, FNM_PERIOD) == 0 {
            if let found = step(directory + name, deeper) { return found }
        }
        return nil
    }

    private func step(_ path: String, _ rest: ArraySlice<String>) -> String? {
        guard !rest.isEmpty else { return Self.holdsFile(path) ? path : nil }
        return Self.kind(of: path) == S_IFDIR ? find(in: path + "/", rest) : nil
    }

    private static func names(in directory: String) -> [String] {
        Folders.names(in: directory.isEmpty ? "." : directory)
    }

    /// Whether a path is a file, or a directory that has one.
    private static func holdsFile(_ path: String) -> Bool {
        switch kind(of: path) {
        case S_IFREG: return true
        case S_IFDIR: return directoryHoldsFile(path)
        default: return false
        }
    }

    // As Python's `os.walk` sees it: whatever is no directory is a file, and links to directories are not followed.
    private static func directoryHoldsFile(_ path: String) -> Bool {
        var waiting = [path]
        while let directory = waiting.popLast() {
            for name in names(in: directory) {
                let path = "\(directory)/\(name)"
                if kind(of: path) != S_IFDIR { return true }
                if kind(of: path, followsLinks: false) == S_IFDIR { waiting.append(path) }
            }
        }
        return false
    }

    private static func kind(of path: String, followsLinks: Bool = true) -> mode_t? {
        var status = stat()
        let result = unsafe followsLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? status.st_mode & S_IFMT : nil
    }
}
