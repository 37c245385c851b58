// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// The files that come with the examples.
enum ExampleData {
    /// Finds a file: where it is named, or else beside the program's package.
    ///
    /// - Parameter name: A path, or the name of a file that comes with the examples.
    /// - Returns: The path of the file, or the name as it is where there is no such file.
    static func path(_ name: String) -> String {
        let files = FileManager.default
        if files.fileExists(atPath: name) { return name }
        guard var folder = try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return name }
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            for place in ["Examples", "share/dagrun/package/Examples"] {
                let path = "\(folder)/\(place)/\(name)"
                if files.fileExists(atPath: path) { return path }
            }
        }
        return name
    }
}
