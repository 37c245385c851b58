// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import DagrunSystem
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Whether a Python is there to read archives with.
private let hasPython = ["/usr/bin/python3", "/usr/local/bin/python3"].contains { Folders.exists($0) }

@Suite("One file for the DAG folder")
struct ZipTests {
    private static func bundle() throws -> BundleFile {
        let documents = [DAGDocument(dag: DAGDefinition(dagID: "sales"), tasks: [TaskDefinition(taskID: "pull")])]
        let text = String(repeating: "ü", count: 999)
        return try BundleFile(
            program: Array("#!/bin/sh\nexit 0\n".utf8), documents: documents,
            stubs: [("sales.py", Array("# airflow dag\n".utf8)), ("größe.py", Array(text.utf8))])
    }

    @Test("Python's zipfile reads what is behind the program", .enabled(if: hasPython, "there is no python3"))
    func pythonReads() throws {
        let path = "/tmp/dagrun-zip-test.\(getpid()).zip"
        try Folders.write(try Self.bundle().bytes(), to: path)
        defer { unsafe unlink(path) }
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            assert archive.namelist() == ["sales.py", "größe.py"], archive.namelist()
            assert archive.read("sales.py") == b"# airflow dag\\n"
            assert archive.read("größe.py").decode() == "ü" * 999
            assert archive.comment.endswith(b"AFBNDL01")
            """
        #expect(run(["python3", "-c", script, path]) == 0)
    }

    @Test("an archive is a bundle as well, and its hash covers the archive")
    func isBundle() throws {
        let packed = try Self.bundle()
        let read = try BundleFile(try packed.bytes())
        #expect(read == packed)
        #expect(try BundleMetadata(read.metadata).dags.map(\.dagID) == ["sales"])
    }

    @Test("documents that don't fit the comment are left out, ids that don't are refused")
    func room() throws {
        func document(_ count: Int, _ text: String) -> DAGDocument {
            var document = DAGDocument(
                dag: DAGDefinition(dagID: "big"), tasks: (0..<count).map { TaskDefinition(taskID: "task_\($0)") })
            document.dag.description = text
            return document
        }
        let wordy = try BundleFile(
            program: [1], documents: [document(1, String(repeating: "x", count: 70_000))], stubs: [("big.py", [])])
        #expect(wordy.source.isEmpty)
        #expect(throws: BundleFileError.self) {
            try BundleFile(program: [1], documents: [document(9000, "")], stubs: [("big.py", [])])
        }
    }

    /// Runs a program and waits for it.
    private func run(_ arguments: [String]) -> Int32 {
        var pid: pid_t = 0
        var list = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe list.forEach { unsafe free($0) } }
        guard unsafe posix_spawnp(&pid, arguments[0], nil, nil, &list, environ) == 0 else { return -1 }
        var status: Int32 = 0
        unsafe waitpid(pid, &status, 0)
        return status
    }
}
