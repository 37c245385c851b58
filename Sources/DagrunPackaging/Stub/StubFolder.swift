// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// A folder of stub files, such as Airflow's DAG folder.
package struct StubFolder {
    private static let marker = "# Generated from the DAG "

    /// The folder's path.
    package let path: String

    /// Names a folder.
    ///
    /// - Parameter path: Its path; it is made when the first file is written.
    package init(_ path: String) { self.path = path }

    /// Where a file is.
    package func place(of file: StubFile) -> String { "\(path)/\(file.name)" }

    /// Writes a file where there is none with the same bytes already.
    ///
    /// It takes its place by being renamed, so that Airflow never reads half of it. A file that Dagrun did not write is
    /// left alone.
    ///
    /// - Parameter file: The file.
    /// - Returns: Whether it changed.
    /// - Throws: `FileError` when it can't be written, with `EEXIST` where another file has its name.
    package func write(_ file: StubFile) throws(FileError) -> Bool {
        let place = place(of: file)
        if let found = try? Folders.read(place) {
            if found == Array(file.text.utf8) { return false }
            guard Self.isGenerated(found) else {
                throw FileError(operation: "replace a file that Dagrun did not write:", path: place, code: EEXIST)
            }
        }
        try Folders.write(Array(file.text.utf8), to: place)
        return true
    }

    /// What in the folder is not as the DAGs are.
    ///
    /// - Parameters:
    ///   - files: The files of the DAGs.
    ///   - areAll: Whether there are no others, so that any other generated file in the folder is one too many.
    /// - Returns: A line for each file that is missing, differs, or is too many; none where all is as it should be.
    package func differences(from files: [StubFile], areAll: Bool) -> [String] {
        var lines = files.compactMap { file -> String? in
            let place = place(of: file)
            guard let found = try? Folders.read(place) else { return "\(place) is missing" }
            return found == Array(file.text.utf8) ? nil : "\(place) differs from the DAG"
        }
        if areAll { lines += others(than: files).map { "\($0) is of no DAG" } }
        return lines
    }

    /// Generated files in the folder that are of none of the DAGs.
    ///
    /// - Parameter files: The files of the DAGs.
    /// - Returns: Their paths, in order.
    package func others(than files: [StubFile]) -> [String] {
        let names = Set(files.map(\.name))
        return Folders.names(in: path).filter { $0.hasSuffix(".py") && !names.contains($0) }.map { "\(path)/\($0)" }
            .filter { (try? Folders.read($0, before: UInt8(ascii: "\n"))).map(Self.isGenerated) ?? false }
    }

    private static func isGenerated(_ bytes: [UInt8]) -> Bool { bytes.starts(with: marker.utf8) }
}
