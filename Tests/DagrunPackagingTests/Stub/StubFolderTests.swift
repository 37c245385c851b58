// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import DagrunSystem
import Foundation
import Testing

struct StubFolderTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "stubs-\(UUID().uuidString)").path

    private func file(_ id: String, _ tasks: String...) -> StubFile {
        StubFile(DAGDocument(dag: DAGDefinition(dagID: id), tasks: tasks.map { TaskDefinition(taskID: $0) }))
    }

    @Test func `a file is written once, and again when the DAG changed`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = StubFolder(path)
        try Folders.create(path)
        #expect(folder.differences(from: [file("d", "t")], areAll: true) == ["\(path)/d.py is missing"])
        #expect(try folder.write(file("d", "t")))
        #expect(try !folder.write(file("d", "t")))
        #expect(folder.differences(from: [file("d", "t")], areAll: true).isEmpty)
        #expect(folder.differences(from: [file("d", "u")], areAll: true) == ["\(path)/d.py differs from the DAG"])
        #expect(try folder.write(file("d", "u")))
        #expect(Folders.names(in: path) == ["d.py"])
    }

    @Test func `files of others are left alone, and generated ones of no DAG are told`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = StubFolder(path)
        try Folders.create(path)
        try Folders.write(Array("import airflow\n".utf8), to: "\(path)/mine.py")
        _ = try folder.write(file("old", "t"))
        #expect(throws: FileError.self) { try folder.write(file("mine", "t")) }
        #expect(folder.others(than: [file("new")]) == ["\(path)/old.py"])
        #expect(folder.differences(from: [], areAll: true) == ["\(path)/old.py is of no DAG"])
        #expect(folder.differences(from: [], areAll: false).isEmpty)
    }
}
