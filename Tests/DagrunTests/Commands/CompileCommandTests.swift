// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct CompileCommandTests {
    @Test func `prints a single DAG`() throws {
        let program = try Program()
        let result = try program.run("compile", "shop")
        #expect(result.status == 0)
        let documents = try DAGDocument.read(Array(result.output.utf8))
        #expect(documents.map(\.dag.dagID) == ["shop"])
        #expect(documents.map { String(decoding: $0.prettyBytes, as: UTF8.self) } == [result.output])
        #expect(try program.run("compile").status == 2)
        #expect(try program.run("compile", "nope").status == 2)
        #expect(try program.run("compile", "--check").status == 2)
    }

    @Test func `writes a file for each DAG, and checks them`() throws {
        let program = try Program()
        #expect(try program.run("compile", "--to", "out", "--check").status == 1)
        #expect(try program.run("compile", "--to", "out").lines.count { $0.hasPrefix("wrote out/") } == 15)
        #expect(try program.text(of: "out/shop.dag.json") == program.run("compile", "shop").output)
        #expect(try program.run("compile", "--to", "out").lines.count { $0.hasPrefix("kept out/") } == 15)
        let same = try program.run("compile", "--to", "out", "--check")
        #expect(same.status == 0)
        #expect(same.output.isEmpty)

        try program.write("out/shop.dag.json", "{}")
        try program.write("out/gone.dag.json", "{}")
        try FileManager.default.removeItem(atPath: "\(program.folder)/out/past.dag.json")
        let check = try program.run("compile", "--to", "out", "--check")
        #expect(check.status == 1)
        #expect(
            check.lines == [
                "out/shop.dag.json differs from the DAG", "out/past.dag.json is missing",
                "out/gone.dag.json is of no DAG",
            ])
        #expect(try program.run("compile", "latest", "--to", "out", "--check").status == 0)
        #expect(program.text(of: "out/shop.dag.json") == "{}")
    }

    @Test func `writes a file of stubs for each DAG, keeps those that are right, and checks them`() throws {
        let program = try Program()
        #expect(try program.run("compile", "shop", "--airflow", "dags", "--check").status == 1)
        #expect(try program.run("compile", "shop", "--airflow", "dags").lines == ["wrote dags/shop.py"])
        #expect(try program.run("compile", "shop", "--airflow", "dags").lines == ["kept dags/shop.py"])
        #expect(program.text(of: "dags/shop.py").hasPrefix("# Generated from the DAG \"shop\" by Dagrun"))
        #expect(try program.run("compile", "shop", "--airflow", "dags", "--check").status == 0)
        let other = try program.run("compile", "shop", "--airflow", "dags", "--queue", "pi", "--check")
        #expect(other.status == 1)
        #expect(other.lines == ["dags/shop.py differs from the DAG"])
        #expect(try program.run("compile", "shop", "--airflow", "dags", "--queue", "a b").status == 2)

        _ = try program.run("compile", "--airflow", "dags")
        try program.write("dags/theirs.py", program.text(of: "dags/shop.py"))
        let more = try program.run("compile", "--airflow", "dags", "--check")
        #expect(more.status == 1 && more.lines == ["dags/theirs.py is of no DAG"])
        #expect(more.errors.contains("name the DAGs to compare") && !more.errors.contains("run `"))
        #expect(try program.run("compile", "shop", "--airflow", "dags", "--check").status == 0)
    }

    @Test func `takes documents from files`() throws {
        let program = try Program()
        _ = try program.run("compile", "--to", "documents")
        _ = try program.run("compile", "--airflow", "dags")
        let same = try program.run("compile", "--from", "documents", "--airflow", "dags", "--check")
        #expect(same.status == 0)
        #expect(same.output.isEmpty)
        #expect(try program.run("compile", "--from", "nowhere", "--airflow", "dags").status == 2)
        try FileManager.default.createDirectory(atPath: "\(program.folder)/wrong", withIntermediateDirectories: false)
        try program.write(
            "wrong/x.dag.json",
            #"{"format": "dagrun-airflow/dag@1", "dag": {"dag_id": "x"}, "tasks": [{"task_id": "a", "pool_slots": 0}]}"#
        )
        let wrong = try program.run("compile", "--from", "wrong", "--airflow", "dags")
        #expect(wrong.status == 3)
        #expect(wrong.errors.contains("wrong/x.dag.json:1: error: DAG x"))
    }
}
