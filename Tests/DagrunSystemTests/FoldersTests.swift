// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import FoundationEssentials
import Testing

/// A folder that is removed with the value.
private final class Scratch {
    let path = FileManager.default.temporaryDirectory.path + "/dagrun-system-tests-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

struct FoldersTests {
    private let scratch = Scratch()

    @Test func `finds what was written, in order`() throws {
        try Folders.write(Array("x".utf8), to: "\(scratch.path)/b/inner/file")
        try Folders.write(Array("y".utf8), to: "\(scratch.path)/ä")
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/b/circle", withDestinationPath: scratch.path)
        #expect(Folders.names(in: scratch.path) == ["b", "ä"])
        #expect(Folders.paths(below: scratch.path) == ["b", "b/circle", "b/inner", "b/inner/file", "ä"])
        #expect(try Folders.read("\(scratch.path)/ä") == Array("y".utf8))
        #expect(Folders.isFolder("\(scratch.path)/b/circle"))
        #expect(!Folders.isFolder("\(scratch.path)/ä"))
        #expect(Folders.permissions("\(scratch.path)/ä").map { $0 & 0o600 } == 0o600)
    }

    @Test func `a folder that is not there has no names, and a file that is not there is an error`() {
        #expect(Folders.names(in: scratch.path) == [])
        #expect(Folders.paths(below: scratch.path) == [])
        #expect(!Folders.exists(scratch.path))
        #expect(!Folders.isFolder(scratch.path))
        #expect(Folders.permissions(scratch.path) == nil)
        let error = #expect(throws: FileError.self) { try Folders.read("\(scratch.path)/file") }
        #expect(error?.description == "can't open \(scratch.path)/file: No such file or directory")
    }

    @Test func `knows the folder and the environment that Foundation knows`() {
        #expect(Folders.current == FileManager.default.currentDirectoryPath)
        #expect(ProcessEnvironment.variables == ProcessInfo.processInfo.environment)
    }
}
