// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSystem
import Testing

/// `pack`, and `bundle info` of what it wrote.
@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct PackCommandTests {
    // A script, because a debug build takes long to hash a whole program.
    private static let script = "#!/bin/sh\necho packed\nexit 0\n"

    private func program() throws -> Program {
        let program = try Program()
        try program.write("script", Self.script)
        return program
    }

    @Test func `A packed program still runs, and is packed again to the same bytes`() throws {
        let program = try program()
        let packed = try program.run("pack", "--program", "script", "--to", "out/fixture")
        #expect(packed.status == 0)
        #expect(packed.output.hasPrefix("wrote out/fixture, "))
        let file = "\(program.folder)/out/fixture"
        #expect(Folders.permissions(file) == 0o755)

        #expect(try Program(executable: file).run().output == "packed\n")
        #expect(try program.run("pack", "--program", "out/fixture", "--to", "again").status == 0)
        #expect(try Folders.read("\(program.folder)/again") == Folders.read(file))
    }

    @Test func `Info of a packed program names its DAGs with tasks and versions`() throws {
        let program = try program()
        #expect(try program.run("pack", "--program", "script", "--to", "fixture", "--output", "json").status == 0)
        let info = try program.run("bundle", "info", "fixture", "--output", "json")
        #expect(info.status == 0)
        let dags = try info.json["metadata"]?["dags"]
        let document = try #require(
            try DAGDocument.read(Array(program.run("compile", "shop").output.utf8)).first)
        #expect(dags?["shop"]?["version"] == .string(document.contentHash))
        #expect(dags?["shop"]?["tasks"] == .array(document.tasks.map { .string($0.taskID) }))
        #expect(try program.run("--airflow-metadata").json == info.json["metadata"])
        let source = try program.run("bundle", "info", "fixture", "--source").json
        guard case .array(let documents) = source else { return #expect(Bool(false), "the source is no list") }
        #expect(documents.contains(document.jsonValue))
    }

    @Test func `A zip holds the same stub files as compile writes`() throws {
        let program = try program()
        #expect(try program.run("pack", "--zip", "--program", "script", "--to", "all.bundle").status == 2)
        #expect(try program.run("pack", "--zip", "--program", "script", "--queue", "pi,lab").status == 2)
        let packed = try program.run("pack", "--zip", "--program", "script", "--queue", "pi", "--to", "all.zip")
        #expect(packed.status == 0)
        #expect(try program.run("compile", "--airflow", "dags", "--queue", "pi").status == 0)
        let zip = try Folders.read("\(program.folder)/all.zip")
        for name in Folders.names(in: "\(program.folder)/dags") {
            let stub = try Folders.read("\(program.folder)/dags/\(name)")
            // Members are stored as they are.
            #expect(String(decoding: zip, as: UTF8.self).contains(String(decoding: stub, as: UTF8.self)), "\(name)")
        }
        #expect(try Program(executable: "\(program.folder)/all.zip").run().output == "packed\n")
        #expect(try program.run("bundle", "info", "all.zip").status == 0)
    }

    @Test func `A file that Airflow would pass over is told with the reason`() throws {
        let program = try program()
        try program.write("text", "no program")
        let text = try program.run("bundle", "info", "text")
        #expect(text.status == 1)
        #expect(text.errors == "error: text: it has no footer AFBNDL01: it is not packed\n")
        #expect(
            try program.run("bundle", "info", "nowhere").errors
                == "error: can't open nowhere: No such file or directory\n")

        #expect(try program.run("pack", "--program", "script", "--to", "fixture").status == 0)
        var bytes = try Folders.read("\(program.folder)/fixture")
        try Folders.write(bytes, to: "\(program.folder)/plain")
        let plain = try program.run("bundle", "info", "plain")
        #expect(plain.status == 1)
        #expect(plain.errors == "error: plain: it is not executable; run `chmod +x plain`\n")
        bytes[12] ^= 1
        try Folders.write(bytes, to: "\(program.folder)/changed", isProgram: true)
        let changed = try program.run("bundle", "info", "changed")
        #expect(changed.status == 1)
        #expect(changed.errors.contains("it was changed after it was packed"))
    }
}
