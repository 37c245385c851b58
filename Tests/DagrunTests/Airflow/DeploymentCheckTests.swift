// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunHTTP
import DagrunModel
import DagrunPackaging
import DagrunSystem
import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import Dagrun

/// What `airflow check` finds on servers of all kinds.
struct DeploymentCheckTests {
    private static let document = DAGDocument(
        dag: DAGDefinition(dagID: "sales"), tasks: [TaskDefinition(taskID: "pull"), TaskDefinition(taskID: "parse")])

    /// A server that has one DAG.
    private struct Server {
        var document = DeploymentCheckTests.document
        var source: String? =
            "# Generated from the DAG \"sales\" by Dagrun: do not edit.\n# DAG version \(DeploymentCheckTests.document.contentHash)\n"
        var dag: JSONValue? = ["is_paused": false, "has_import_errors": false]
        var tasks: [JSONValue] = ["pull", "parse"].map {
            ["task_id": $0, "queue": "swift", "pool": "default_pool"]
        }
        var importErrors: [JSONValue] = []
        var pools: [JSONValue] = [["name": "default_pool"]]
        var workers: [JSONValue]? = [["worker_name": "pi-1", "state": "idle", "queues": ["swift"]]]
        /// What `[sdk]` and `[core]` say; nil: the configuration is not shown.
        var settings: [String: String]? = [:]
        var isClosed = false

        func findings() async throws -> [String] {
            let client = InMemoryHTTPClient { request in respond(to: request) }
            let check = DeploymentCheck(
                client: PublicClient(url: "http://airflow", credential: .nobody, client: client),
                documents: [document])
            return try await check.run().dropFirst().map { "\($0.isGood ? "✓" : "✗") \($0.subject) \($0.text)" }
        }

        private func respond(to request: HTTPRequest) -> HTTPResponse {
            let path = request.url.replacing("http://airflow", with: "")
            if path == "/api/v2/version" { return json(["version": "3.3.2"]) }
            if path == "/auth/token" { return json(["access_token": "t"]) }
            guard request.headers["Authorization"] == "Bearer t", !isClosed else { return HTTPResponse(status: 403) }
            let answer: JSONValue? =
                switch path {
                case "/api/v2/dags/sales": dag
                case "/api/v2/dags/sales/tasks": ["tasks": .array(tasks)]
                case "/api/v2/dagSources/sales": source.map { ["content": .string($0)] }
                case _ where path.hasPrefix("/api/v2/importErrors"): page("import_errors", importErrors, path)
                case _ where path.hasPrefix("/api/v2/pools"): page("pools", pools, path)
                case "/edge_worker/ui/worker": workers.map { ["workers": .array($0)] }
                default: nil
                }
            if path.hasPrefix("/api/v2/config/section/") { return setting(path) }
            return answer.map(json) ?? HTTPResponse(status: 404)
        }

        private func setting(_ path: String) -> HTTPResponse {
            guard let settings else { return HTTPResponse(status: 403) }
            let words = path.split(separator: "/").map(String.init)
            guard words.count == 7, let value = settings[words[6]] else { return HTTPResponse(status: 404) }
            return json([
                "sections": [
                    ["name": .string(words[4]), "options": [["key": .string(words[6]), "value": .string(value)]]]
                ]
            ])
        }

        /// A page of a list, of at most 100 elements whatever is asked for, as `[api] maximum_page_limit` has it.
        private func page(_ name: String, _ elements: [JSONValue], _ path: String) -> JSONValue {
            func number(_ key: String, _ missing: Int) -> Int {
                path.split(whereSeparator: { $0 == "?" || $0 == "&" }).first { $0.hasPrefix("\(key)=") }
                    .flatMap { Int($0.dropFirst(key.count + 1)) } ?? missing
            }
            let page = elements.dropFirst(number("offset", 0)).prefix(min(number("limit", 50), 100))
            return [name: .array(Array(page)), "total_entries": .int(Int64(elements.count))]
        }

        private func json(_ value: JSONValue) -> HTTPResponse {
            HTTPResponse(status: 200, body: CanonicalJSON.bytes(of: value))
        }
    }

    private let version = document.contentHash.prefix(12)

    @Test func `A DAG of the same version in a queue with a worker is right`() async throws {
        #expect(
            try await Server().findings() == [
                "✓ DAG sales is version \(version) there, too", "✓ queue swift is served by the worker pi-1",
            ])
    }

    @Test func `A DAG of another version, one that is paused, and one that is not there are told`() async throws {
        var server = Server()
        server.source = "# Generated from\n# DAG version 0123456789abcdef\n"
        #expect(
            try await server.findings().first?.hasPrefix(
                "✗ DAG sales is version 0123456789ab there and \(version) here") == true)
        server = Server()
        server.dag = ["is_paused": true]
        #expect(
            try await server.findings().first
                == "✓ DAG sales is version \(version) there, too, but it is paused: airflow dags unpause sales")
        server.dag = nil
        let missing = try await server.findings()
        #expect(missing.count == 1)
        #expect(
            missing[0].hasPrefix("✗ DAG sales is not there; write its file with `compile --airflow`, or pack --zip."))
        server.importErrors = [["filename": "/dags/sales.py", "stack_trace": "Traceback\nSyntaxError: no"]]
        #expect(try await server.findings() == ["✗ DAG sales can't be read by Airflow: SyntaxError: no"])
    }

    @Test func `A file that somebody else wrote is compared by its tasks`() async throws {
        var server = Server()
        server.source = "from airflow.sdk import DAG"
        #expect(try await server.findings().first == "✓ DAG sales has the same tasks; its file is not one of Dagrun's")
        server.tasks = [["task_id": "pull", "queue": "swift"], ["task_id": "push", "queue": "swift"]]
        #expect(
            try await server.findings().first
                == "✗ DAG sales has other tasks: Airflow lacks parse; this program lacks push")
    }

    @Test func `A pool that is not there and a queue that nobody serves are told`() async throws {
        var server = Server()
        server.tasks = [["task_id": "pull", "queue": "swift", "pool": "printer"]]
        server.workers = [["worker_name": "b", "state": "idle", "queues": ["x"]]]
        let findings = try await server.findings()
        #expect(findings[1].hasPrefix("✗ pool printer is not there"))
        #expect(
            findings[2].hasPrefix("✗ queue swift has no edge worker and no coordinator: start `worker --queues swift`"))
        server.workers?.append(["worker_name": "a", "state": "offline", "queues": nil])
        #expect(
            try await server.findings()[2].hasPrefix(
                "✗ queue swift has no edge worker at work (a: offline) and no coordinator"))
        server.workers = nil
        server.settings = nil
        #expect(try await server.findings()[2].contains("expose_config = non-sensitive-only"))
        server.workers = [["worker_name": "c", "state": "running"]]
        #expect(try await server.findings()[2] == "✓ queue swift is served by the worker c")
    }

    @Test func `Pools and errors beyond the server's page are found, too`() async throws {
        var server = Server()
        server.tasks = [["task_id": "pull", "queue": "swift", "pool": "pool 249"]]
        server.pools = (0..<250).map { ["name": .string("pool \($0)")] }
        #expect(try await server.findings().allSatisfy { $0.hasPrefix("✓") })
        server.dag = nil
        server.importErrors = (0..<120).map { ["filename": .string("/dags/\($0).py"), "stack_trace": "no"] }
        server.importErrors.append(["filename": "/dags/sales.py", "stack_trace": "SyntaxError: no"])
        #expect(try await server.findings() == ["✗ DAG sales can't be read by Airflow: SyntaxError: no"])
    }

    @Test func `Whether the executor hands tasks to those who serve a queue is told`() async throws {
        var server = Server()
        func queue() async throws -> String { try await server.findings()[1] }
        let edge = "airflow.providers.edge3.executors.EdgeExecutor"
        for executor in [edge, "pi:\(edge),LocalExecutor", "LocalExecutor;team=\(edge)"] {
            server.settings = ["executor": executor]
            #expect(try await queue() == "✓ queue swift is served by the worker pi-1")
        }
        server.settings = ["executor": "LocalExecutor,\(edge)"]
        #expect(
            try await queue().hasPrefix(
                "✗ queue swift is served by the worker pi-1, but Airflow's executor LocalExecutor,\(edge) gives workers nothing"
            ))
        server.settings?["queue_to_coordinator"] = #"{"swift": "d"}"#
        #expect(
            try await queue() == "✗ queue swift is mapped to the coordinator d, which [sdk] coordinators does not have")
        server.settings?["coordinators"] = #"{"d": {}}"#
        #expect(try await queue() == "✓ queue swift is run by the coordinator d")
        server.settings?["executor"] = edge
        #expect(try await queue() == "✓ queue swift is served by the worker pi-1")
        server.workers = []
        #expect(
            try await queue().hasPrefix(
                "✗ queue swift has no edge worker, and the edge executor leaves the coordinator d"))
    }

    @Test func `Tasks that name an executor go to that one`() async throws {
        var server = Server()
        server.document.tasks[0].executor = "pins"
        func queues() async throws -> [String] { Array(try await server.findings()[1...2]) }
        let edge = "airflow.providers.edge3.executors.EdgeExecutor"
        server.settings = [
            "executor": "LocalExecutor, pins:\(edge)", "queue_to_coordinator": #"{"swift": "d"}"#,
            "coordinators": #"{"d": {}}"#,
        ]
        let both = [
            "✓ queue swift is run by the coordinator d", "✓ queue swift of pins is served by the worker pi-1",
        ]
        #expect(try await queues() == both)
        for name in [edge, "EdgeExecutor"] {
            server.document.tasks[0].executor = name
            #expect(try await queues()[1] == "✓ queue swift of \(name) is served by the worker pi-1")
        }
        server.document.tasks[0].executor = "Executor"
        #expect(
            try await queues()[1]
                == "✗ queue swift of Executor has tasks for the executor Executor, which is not in [core] executor ="
                + " LocalExecutor, pins:\(edge)")
    }

    @Test func `The programs in a coordinator's folder are compared, where it is on this machine`() async throws {
        let folder = try TemporaryFolder()
        var server = Server()
        server.settings = [
            "queue_to_coordinator": #"{"swift": "d"}"#,
            "coordinators": #"{"d": {"kwargs": {"executables_root": ["\#(folder.path)"]}}}"#,
        ]
        func program() async throws -> String { try await server.findings()[2] }
        #expect(try await server.findings()[1] == "✓ queue swift is run by the coordinator d")
        #expect(try await program().hasPrefix("✗ program of sales is in no folder of the coordinator d"))
        let bundle = try BundleFile(program: Array("#!/bin/sh\n".utf8), documents: [Self.document]).bytes()
        try Folders.write(bundle, to: "\(folder.path)/deep/sales", isProgram: true)
        #expect(try await program() == "✓ program of sales is \(folder.path)/deep/sales")
        try Folders.write(bundle, to: "\(folder.path)/copy", isProgram: true)
        #expect(try await program().hasPrefix("✗ program of sales is there 2 times"))
        var other = Self.document
        other.dag.description = "changed"
        let changed = try BundleFile(program: Array("#!/bin/sh\n".utf8), documents: [other]).bytes()
        try Folders.write(changed, to: "\(folder.path)/copy", isProgram: true)
        try Folders.write([], to: "\(folder.path)/deep/sales", isProgram: true)
        #expect(try await program() == "✗ program of sales in \(folder.path)/copy is of another version; pack it anew")
    }

    @Test func `A DAG that a coordinator doesn't run needs no program in its folder`() async throws {
        let folder = try TemporaryFolder()
        var server = Server()
        // A single folder needs no list.
        server.settings = [
            "queue_to_coordinator": #"{"others": "d"}"#,
            "coordinators": #"{"d": {"kwargs": {"executables_root": "\#(folder.path)"}}}"#,
        ]
        #expect(try await server.findings().dropFirst() == ["✓ queue swift is served by the worker pi-1"])
        // Two queues of one coordinator are one question.
        server.settings?["queue_to_coordinator"] = #"{"swift": "d", "pins": "d"}"#
        server.tasks = [["task_id": "pull", "queue": "swift"], ["task_id": "parse", "queue": "pins"]]
        #expect(try await server.findings().count { $0.contains("program of sales") } == 1)
    }

    @Test func `Who may not look is told so, and how to say who asks`() async throws {
        var server = Server()
        server.isClosed = true
        let error = try await #require(throws: AirflowError.self) { try await server.findings() }
        #expect(error.status == 403)
        func hint(_ credential: PublicCredential) -> String {
            DeploymentCheck.hint(error, url: "http://airflow", credential)
        }
        #expect(hint(.nobody).contains("say who asks with AIRFLOW_API_TOKEN, or with AIRFLOW_USERNAME"))
        #expect(hint(.token("t")).contains("is AIRFLOW_API_TOKEN a token of this server"))
        #expect(hint(.password(user: "u", password: "p")).contains("are AIRFLOW_USERNAME and AIRFLOW_PASSWORD"))
    }

    @Test func `A URL of something else is told so, with what it should be`() async throws {
        func hint(_ url: String, _ answer: HTTPResponse) async throws -> String {
            let client = PublicClient(url: url, credential: .nobody, client: InMemoryHTTPClient { _ in answer })
            let error = try await #require(throws: AirflowError.self) {
                try await DeploymentCheck(client: client, documents: []).run()
            }
            return DeploymentCheck.hint(error, url: url, .nobody)
        }
        let page = "Give what its [api] base_url says"
        #expect(try await hint("http://airflow/edge", HTTPResponse(status: 404)).contains(page))
        let text = HTTPResponse(status: 200, body: Array("<html>".utf8))
        #expect(try await hint("http://airflow/dags", text).contains(page))
        let plain = AirflowError(.unreachable, call: "GET", reason: "OpenSSL: wrong version number (curl 35)")
        #expect(
            DeploymentCheck.hint(plain, url: "https://airflow", .nobody) == "; or does the server speak http:// only?")
        #expect(DeploymentCheck.hint(plain, url: "http://airflow", .nobody).isEmpty)
    }
}
