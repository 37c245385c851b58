// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunLocal
internal import DagrunPackaging
internal import DagrunSystem

/// Compares what an Airflow has with the DAGs of this program.
struct DeploymentCheck {
    /// One thing that was looked at.
    struct Finding {
        /// What it is about: the server, a DAG, a queue, a pool.
        var subject: String
        var isGood: Bool
        /// What was seen, and what to do where it is not good.
        var text: String
    }

    let client: PublicClient
    let documents: [DAGDocument]

    /// Looks at everything.
    ///
    /// - Returns: What was found.
    /// - Throws: ``AirflowError`` when the server can't be asked.
    func run() async throws(AirflowError) -> [Finding] {
        var findings = [Finding(subject: "server", isGood: true, text: "Airflow \(try await client.version())")]
        let errors = try await client.importErrors()
        var pools: Set<String> = []
        // The DAGs that have tasks in a queue, by the executors that these name.
        var queues: [QueueUse: [DAGDocument]] = [:]
        for document in documents {
            let dag = try await client.dag(document.dag.dagID)
            findings.append(finding(document, dag, errors))
            pools.formUnion(dag?.tasks.map(\.pool) ?? [])
            let executors = Dictionary(document.tasks.map { ($0.taskID, $0.executor) }) { first, _ in first }
            let uses = dag?.tasks.map { QueueUse(queue: $0.queue, executor: executors[$0.taskID] ?? nil) }
            for use in Set(uses ?? []) { queues[use, default: []].append(document) }
        }
        for pool in pools.subtracting(try await client.pools()).sorted() {
            findings.append(
                Finding(
                    subject: "pool \(pool)", isGood: false,
                    text: "is not there, and tasks that take it never start: airflow pools set \(pool) 1 \"\""))
        }
        return try await findings + self.findings(of: queues)
    }

    // MARK: DAGs

    private func finding(
        _ document: DAGDocument, _ dag: DeployedDAG?, _ errors: [(file: String, text: String)]
    ) -> Finding {
        let id = document.dag.dagID
        let error = errors.first { $0.file.hasSuffix("/\(StubFile.name(id))") || $0.file == StubFile.name(id) }
        func finding(_ isGood: Bool, _ text: String) -> Finding {
            Finding(subject: "DAG \(id)", isGood: isGood, text: text)
        }
        guard let dag else {
            if let error { return finding(false, "can't be read by Airflow: \(Self.lastLine(error.text))") }
            return finding(
                false,
                "is not there; write its file with `compile --airflow`, or pack --zip. Airflow looks for new files every"
                    + " five minutes: [dag_processor] refresh_interval")
        }
        if dag.hasImportErrors, let error {
            return finding(false, "Airflow can't read its new file: \(Self.lastLine(error.text))")
        }
        let paused = dag.isPaused ? ", but it is paused: airflow dags unpause \(id)" : ""
        guard let version = dag.source.flatMap(StubFile.version(of:)) else {
            let ours = Set(document.tasks.map(\.taskID))
            let theirs = Set(dag.tasks.map(\.taskID))
            if ours == theirs { return finding(true, "has the same tasks; its file is not one of Dagrun's\(paused)") }
            let missing = ours.subtracting(theirs).sorted()
            let extra = theirs.subtracting(ours).sorted()
            let parts = [Self.words("Airflow lacks", missing), Self.words("this program lacks", extra)]
            return finding(false, "has other tasks: \(parts.compactMap(\.self).joined(separator: "; "))")
        }
        let short = version.prefix(12)
        guard version == document.contentHash else {
            return finding(
                false,
                "is version \(short) there and \(document.contentHash.prefix(12)) here; compile its file anew, and bring this"
                    + " program to the workers")
        }
        return finding(true, "is version \(short) there, too\(paused)")
    }

    private static func words(_ start: String, _ ids: [String]) -> String? {
        ids.isEmpty ? nil : "\(start) \(ids.joined(separator: ", "))"
    }

    private static func lastLine(_ text: String) -> String {
        text.split(separator: "\n").last.map(String.init) ?? "it does not say why"
    }

    // MARK: Queues

    /// A queue as tasks use it.
    private struct QueueUse: Hashable {
        let queue: String
        /// The executor that they name.
        let executor: String?

        var subject: String { "queue \(queue)" + (executor.map { " of \($0)" } ?? "") }
    }

    private func findings(of queues: [QueueUse: [DAGDocument]]) async throws(AirflowError) -> [Finding] {
        guard !queues.isEmpty else { return [] }
        let shown = try await client.settings("sdk", ["coordinators", "queue_to_coordinator"])
        let service = QueueService(
            workers: try await client.workers() ?? [], coordinators: shown.map(CoordinatorSettings.init),
            executor: try await client.settings("core", ["executor"])?["executor"])
        var findings: [Finding] = []
        // The DAGs that have tasks with a coordinator: it may run several queues.
        var coordinated: [String: Set<String>] = [:]
        for (use, documents) in queues.sorted(by: { $0.key.subject < $1.key.subject }) {
            let (isGood, text) = service.judgement(of: use.queue, executor: use.executor)
            findings.append(Finding(subject: use.subject, isGood: isGood, text: text))
            if let name = service.coordinator(of: use.queue) {
                coordinated[name, default: []].formUnion(documents.map(\.dag.dagID))
            }
        }
        for (name, dags) in coordinated.sorted(by: { $0.key < $1.key }) {
            findings += programs(of: dags, in: service.coordinators?.folders(of: name) ?? [], coordinator: name)
        }
        return findings
    }

    /// What a coordinator would find in its folders for DAGs, as far as they are on this machine.
    private func programs(of dags: Set<String>, in folders: [String], coordinator: String) -> [Finding] {
        let seen = folders.filter { Folders.exists($0) }
        guard !seen.isEmpty else { return [] }
        var found: [String: [(file: String, version: String?)]] = [:]
        for file in seen.flatMap(Self.files) where Folders.permissions(file).map({ $0 & 0o111 != 0 }) ?? false {
            guard let program = try? InputFile(file), let metadata = try? BundleMetadata(of: program) else { continue }
            for dag in metadata.dags { found[dag.dagID, default: []].append((file, dag.version)) }
        }
        return documents.filter { dags.contains($0.dag.dagID) }.map { document in
            let id = document.dag.dagID
            let subject = "program of \(id)"
            let all = found[id] ?? []
            guard let first = all.first else {
                return Finding(
                    subject: subject, isGood: false,
                    text: "is in no folder of the coordinator \(coordinator); pack it to \(seen[0])")
            }
            if all.count > 1 {
                return Finding(
                    subject: subject, isGood: false,
                    text:
                        "is there \(all.count) times, and Airflow takes any: \(all.map(\.file).joined(separator: ", "))"
                )
            }
            if first.version != document.contentHash {
                return Finding(
                    subject: subject, isGood: false, text: "in \(first.file) is of another version; pack it anew")
            }
            return Finding(subject: subject, isGood: true, text: "is \(first.file)")
        }
    }

    private static func files(_ path: String) -> [String] {
        Folders.isFolder(path)
            ? Folders.paths(below: path).map { "\(path)/\($0)" }.filter { !Folders.isFolder($0) } : [path]
    }
}
