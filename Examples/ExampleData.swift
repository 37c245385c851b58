// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Foundation has all this, too, and would make a static program five megabytes larger.
import Glibc

/// The files of the examples.
enum ExampleData {
    /// Finds a file: where it is named, or else beside the program's package.
    ///
    /// - Parameter name: A path, or the name of a file that comes with the examples.
    /// - Returns: The path of the file, or the name as it is where there is no such file.
    static func path(_ name: String) -> String {
        if exists(name) { return name }
        guard let program = unsafe realpath("/proc/self/exe", nil) else { return name }
        defer { unsafe free(program) }
        var folder = unsafe String(cString: program)
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            for place in ["Examples", "share/dagrun/package/Examples"] {
                let path = "\(folder)/\(place)/\(name)"
                if exists(path) { return path }
            }
        }
        return name
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// A file could not be written.
    struct WriteError: Error, CustomStringConvertible {
        let path: String
        let code: Int32

        var description: String { "can't write \(path): \(unsafe String(cString: strerror(code)))" }
    }

    /// Writes a text into a file; folders around it are made.
    static func write(_ text: String, to path: String) throws {
        for (place, letter) in zip(path.indices, path) where letter == "/" && place > path.startIndex {
            unsafe mkdir(String(path[..<place]), 0o755)
        }
        guard let file = unsafe fopen(path, "w") else { throw WriteError(path: path, code: errno) }
        // What `fputs` keeps back is written, and may fail, when the file is closed.
        let isWritten = unsafe fputs(text, file) >= 0
        guard unsafe fclose(file) == 0, isWritten else { throw WriteError(path: path, code: errno) }
    }
}
