// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// Files for Airflow: how long a bundle takes to make them for a thousand tasks, and Airflow to read one.
///
/// The bundle is this executable, started anew for each figure, so that reading its command line and declaring its DAG count,
/// too. Airflow is asked where `AIRFLOW_VENV` names a Python environment that has it; the files beside are what a person would write
/// for the same graph with the same settings.
enum StubBenchmark: Benchmark {
    static let name = "stub"
    private static let runs = 20
    private static let readings = 7

    @concurrent static func run() async throws {
        let folder = try TemporaryFolder()
        // What is packed is hashed, so without what a debugger wants of it.
        let bundle = "\(folder.path)/tree"
        _ = try CommandOutput.text(of: ["strip", "-o", bundle, Process.executable])
        func child(_ arguments: String...) throws -> ChildProcess.Result {
            try ChildProcess.run(bundle, [ChildRole.tree.rawValue] + arguments)
        }
        var listing: [ChildProcess.Result] = []
        var stubs = listing
        var packing = listing
        for number in 0..<runs {
            listing.append(try child("list"))
            stubs.append(try child("compile", "--airflow", "\(folder.path)/\(number)"))
            packing.append(try child("pack", "--to", "\(folder.path)/packed"))
        }
        func cpu(_ list: [ChildProcess.Result]) -> Samples { Samples(list.map { $0.processor * 1e3 }) }
        let baseline = ("the same bundle lists its DAGs", cpu(listing))
        try Figure(
            name, "cpu_of_stub_of_1000_tasks", cpu(stubs), unit: "ms", target: .atMost(300), baseline: baseline
        ).print()
        try Figure(
            name, "cpu_of_stub_and_footer_of_1000_tasks", cpu(packing), unit: "ms", target: .atMost(300),
            baseline: baseline
        ).print()
        try measureReading(of: "\(folder.path)/0/tree.py", in: folder.path)
    }

    private static func measureReading(of stub: String, in folder: String) throws {
        guard let environment = ProcessInfo.processInfo.environment["AIRFLOW_VENV"] else {
            return print("\(name): AIRFLOW_VENV names no environment with Airflow, so it reads nothing")
        }
        let (taskFlow, stubs) = ("\(folder)/taskflow.py", "\(folder)/stubs.py")
        try Data(source("task", "return {\"n\": len(above), \"text\": \"the quick brown fox jumps over a\"}").utf8)
            .write(to: URL(filePath: taskFlow))
        try Data(source("task.stub", "...").utf8).write(to: URL(filePath: stubs))
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "airflow_parse.py").path
        let python = "\(environment)/bin/python"
        let result = try ChildProcess.run(python, [python, script, "\(readings)", stub, taskFlow, stubs])
        let lines = result.output.split(separator: "\n").map { line in
            Samples(line.split(separator: " ").compactMap { Double($0) }.map { $0 * 1e3 })
        }
        guard lines.count == 3, lines.allSatisfy({ $0.values.count == readings }) else {
            throw BenchmarkError(description: "Airflow's reading wrote: \(result.output.prefix(200))")
        }
        let baseline = ("the same graph with @task", lines[1])
        try Figure(
            name, "cpu_of_airflow_reading_1000_tasks", lines[0], unit: "ms", target: .ratioAtMost(1), baseline: baseline
        ).print()
        try Figure(
            name, "cpu_of_airflow_reading_1000_tasks_beside_stubs", lines[0], unit: "ms", target: .ratioAtMost(1),
            baseline: ("the same graph with @task.stub by hand", lines[2])
        ).print()
    }

    /// The same graph by hand.
    private static func source(_ decorator: String, _ body: String) -> String {
        let isStub = decorator.contains(".")
        let settings = "retries=2, retry_delay=timedelta(minutes=5), queue=\"default\""
        var text = """
            from datetime import timedelta

            from airflow.sdk import DAG, task

            with DAG("tree", schedule=None):

            """
        for number in 0..<TreeBundle.size {
            // What a stub is called with is nothing to a program that knows its own inputs.
            let hasInput = number > 0 && !isStub
            text += """

                    @\(decorator)(\(settings))
                    def t\(number)(\(hasInput ? "above" : isStub ? "" : "above=()")):
                        \(body)

                    r\(number) = t\(number)(\(hasInput ? "r\((number - 1) / 2)" : ""))

                """
            if isStub, number > 0 { text += "    r\((number - 1) / 2) >> r\(number)\n" }
        }
        return text
    }
}
