// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunHTTP
import DagrunModel
import DagrunRuntime
import Testing

@testable import Dagrun
@testable import DagrunConformance

/// What `airflow check` finds on a real Airflow.
@Suite(.serialized, .timeLimit(.minutes(15)))
struct DeploymentCheckTests {
    private static let dag = FeatureDAGs.words
    private static let version = dag.document.contentHash.prefix(12)

    /// A DAG as it would be after a change.
    private static var changed: DAGDocument {
        var document = dag.document
        document.dag.description = "changed"
        return document
    }

    private func findings(
        _ documents: [DAGDocument], path: String = "", _ credential: PublicCredential = .nobody
    ) async throws -> [String: String] {
        let client = PublicClient(
            url: try await RealAirflow().base + path, credential: credential, client: CurlClient())
        let found = try await DeploymentCheck(client: client, documents: documents).run()
        return Dictionary(found.map { ($0.subject, "\($0.isGood ? "✓" : "✗") \($0.text)") }) { first, _ in first }
    }

    @Test(
        "what is deployed is told from what is not, and queues with a worker from those without",
        .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"))
    func comparesWithWorkers() async throws {
        let airflow = try await RealAirflow()
        // One that is deployed from another program, in a queue of its own.
        let foreign = DAGDocument(
            dag: DAGDefinition(dagID: "counter"), tasks: [TaskDefinition(taskID: "count")])
        let absent = DAGDocument(dag: DAGDefinition(dagID: "absent"), tasks: [TaskDefinition(taskID: "t")])
        for document in [Self.dag.document, foreign] { _ = try await DeployedDAG(document, airflow) }
        try await airflow.work([StubFileTests.queue], StubFileTests.dags) { name in
            while !(try await findings([Self.dag.document])["queue features"] ?? "").contains(name) {
                try Task.checkCancellation()
            }
            let found = try await findings([Self.dag.document, foreign, absent])
            #expect(found["server"] == "✓ Airflow 3.3.2")
            #expect(found["DAG feature_words"] == "✓ is version \(Self.version) there, too")
            #expect(found["queue features"]?.hasPrefix("✓ is served by the worker") == true)
            #expect(found["DAG absent"]?.hasPrefix("✗ is not there; write its file") == true)
            let other = foreign.contentHash.prefix(12)
            #expect(found["DAG counter"]?.contains("there and \(other) here; compile its file anew") == true)
            #expect(found["queue nobody"]?.hasPrefix("✗ has no edge worker and no coordinator") == true)
        }
        #expect(
            try await findings([Self.changed])["DAG feature_words"]?.hasPrefix("✗ is version \(Self.version)") == true)
    }

    @Test(
        "queues and programs of the coordinator are told, and a program of another version",
        .enabled(if: RealAirflow.gives(.toBundles), "no Airflow runs bundles: make test-airflow"))
    func comparesWithBundles() async throws {
        let found = try await findings([Self.dag.document])
        #expect(found["DAG feature_words"] == "✓ is version \(Self.version) there, too")
        #expect(found["queue features"] == "✓ is run by the coordinator dagrun")
        #expect(found["program of feature_words"]?.hasSuffix("/bundles/conformance/conformance") == true)
        let changed = try await findings([Self.changed])
        #expect(changed["program of feature_words"]?.hasSuffix("is of another version; pack it anew") == true)
    }

    @Test(
        "a token that is none, and a URL of something else, are told so",
        .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"),
        arguments: [
            ("", PublicCredential.token("none"), "is AIRFLOW_API_TOKEN a token of this server"),
            ("/edge_worker/v1/rpcapi", .nobody, "Give what its [api] base_url says"),
            ("/dags", .nobody, "Give what its [api] base_url says"),
        ])
    func tellsWhoAndWhere(_ path: String, _ credential: PublicCredential, _ hint: String) async throws {
        let error = try await #require(throws: AirflowError.self) {
            try await findings([Self.dag.document], path: path, credential)
        }
        #expect(DeploymentCheck.hint(error, url: path, credential).contains(hint))
    }
}
