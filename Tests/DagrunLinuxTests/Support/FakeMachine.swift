// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem

#if canImport(Glibc)
import Glibc
#endif

/// A folder that looks like a machine's `/dev`, `/sys` and `/proc`.
final class FakeMachine {
    let path: String

    /// Makes the folder with files of some text.
    init(_ files: [String: String]) throws {
        var name = Array("/tmp/dagrun-machine.XXXXXX".utf8CString)
        guard unsafe mkdtemp(&name) != nil else { throw FileError(operation: "create", path: "/tmp", code: errno) }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit {
        for name in Folders.paths(below: path).reversed() { _ = unsafe remove("\(path)/\(name)") }
        _ = unsafe remove(path)
    }

    func write(_ text: String, to name: String) throws {
        try Folders.create(Folders.parent(of: "\(path)/\(name)"))
        try Folders.write(Array(text.utf8), to: "\(path)/\(name)")
    }

    func read(_ name: String) -> String? {
        (try? Folders.read("\(path)/\(name)")).map { String(decoding: $0, as: UTF8.self) }
    }
}
