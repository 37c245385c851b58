// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

/// Section H of the conformance list: XComs, variables, connections, and what is hidden of them.
@Suite struct ValueTests {
    private let bench = WorkerBench()

    private func end(_ name: String, _ id: String = "ti-1") -> JSONValue? {
        bench.server.state.withLock { $0.instances[id]?.bodies.last?[name] }
    }

    private func log(_ task: String) -> String { bench.server.state.withLock { $0.logs[task] ?? "" } }

    @Test("78, 82, 83: values are plain JSON, integers are exact, and nil pushes nothing")
    func pushesValues() async throws {
        let values = DAG("values") {
            task("values") { () -> JSONValue in ["a": 1.5, "b": [true, nil, "ä"], "n": .int(1 << 60)] }
            task("nothing") { () -> Int? in nil }
        }
        bench.server.queue("values", "values", id: "ti-1")
        bench.server.queue("values", "nothing", id: "ti-2")
        try await bench.run([values]) { _ in try await bench.wait(3) }
        let xcoms = bench.server.state.withLock { $0.xcoms }
        #expect(xcoms["values/return_value"]?[-1] == ["a": 1.5, "b": [true, nil, "ä"], "n": .int(1 << 60)])
        #expect(xcoms["nothing/return_value"] == nil)
        #expect(bench.server.ends("ti-2") == ["success"])
    }

    @Test("84: what was not pushed is nil where a task can do without")
    func pullsNothing() async throws {
        let pulling = DAG("pulling") {
            let first = task("first") { 1 }
            task("second", first.output.optional) { value in value ?? -1 }
        }
        bench.server.queue("pulling", "second")
        try await bench.run([pulling]) { _ in try await bench.wait(3) }
        #expect(bench.server.state.withLock { $0.xcoms["second/return_value"]?[-1] } == -1)
    }

    @Test("85, 86: a mapped instance pushes under its index, and a consumer gets those there are in order")
    func mapsValues() async throws {
        let mapping = DAG("mapping") {
            let pins = task("pins") { [17, 27, 22] }
            let doubled = task("blink").expand(over: pins.output) { pin in pin * 2 }
            task("total", doubled.output) { values in values }
        }
        bench.server.state.withLock { $0.xcoms["pins/return_value"] = [-1: [17, 27, 22]] }
        bench.server.queue("mapping", "blink", id: "ti-1", mapIndex: 2)
        bench.server.queue("mapping", "blink", id: "ti-2", mapIndex: 0)
        try await bench.run([mapping]) { _ in
            try await bench.wait(3)
            bench.server.queue("mapping", "total", id: "ti-3")
            try await bench.wait(10)
        }
        let xcoms = bench.server.state.withLock { $0.xcoms }
        #expect(xcoms["blink/return_value"] == [0: 34, 2: 44])
        #expect(xcoms["total/return_value"]?[-1] == [34, 44])
    }

    @Test("87: the length of a list is told, unless it is too long to be mapped over", arguments: [3, 5000])
    func tellsLengths(_ count: Int) async throws {
        let listing = DAG("listing") { task("list") { Array(0..<count) } }
        bench.server.queue("listing", "list")
        try await bench.run([listing]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.state.withLock { $0.lengths["list/return_value"] } == (count == 3 ? "3" : nil))
    }

    @Test("90: of several outputs each is pushed, and all of them together")
    func pushesSeveral() async throws {
        let several = DAG("several") { task("several") { ["x": 1, "y": 2] }.multipleOutputs() }
        bench.server.queue("several", "several")
        try await bench.run([several]) { _ in try await bench.wait(3) }
        let xcoms = bench.server.state.withLock { $0.xcoms }
        #expect(xcoms["several/return_value"]?[-1] == ["x": 1, "y": 2])
        #expect(xcoms["several/x"]?[-1] == 1)
        #expect(xcoms["several/y"]?[-1] == 2)
    }

    @Test("92, 93: the environment goes before the server, for variables and connections")
    func looksUpSecrets() async throws {
        let asking = DAG("asking") {
            task("ask") { context in
                try await context.setVariable("new", to: "set")
                return [
                    try await context.variable("pin"), try await context.variable("far"),
                    try await context.connection("near").host ?? "", try await context.connection("board").host ?? "",
                ]
            }
        }
        bench.server.state.withLock { state in
            state.variables = ["pin": "server", "far": "away"]
            state.connections = ["board": ["conn_id": "board", "conn_type": "http", "host": "pi.local"]]
        }
        bench.server.queue("asking", "ask")
        try await bench.run(
            [asking],
            configure: { configuration in
                configuration.environment = ["AIRFLOW_VAR_PIN": "17", "AIRFLOW_CONN_NEAR": "http://near.local"]
            }
        ) { _ in try await bench.wait(3) }
        #expect(
            bench.server.state.withLock { $0.xcoms["ask/return_value"]?[-1] }
                == ["17", "away", "near.local", "pi.local"])
        #expect(bench.server.state.withLock { $0.variables["new"] } == "set")
    }

    @Test("93: a refusal of the server is final")
    func obeysRefusals() async throws {
        let asking = DAG("asking") { task("ask") { context in try await context.variable("pin") } }
        bench.server.script { call, _ in
            call == "GET variables/pin" ? FakeAirflow.json(["detail": ["reason": "access_denied"]], 403) : nil
        }
        bench.server.queue("asking", "ask")
        try await bench.run([asking]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["failed"])
        #expect(log("ask").contains("403"))
    }

    @Test("94: a secret is hidden in logs and in the reason of a retry")
    func masksSecrets() async throws {
        struct Loud: Error, CustomStringConvertible { let description: String }
        let leaking = DAG("leaking") {
            task("leak") { (context: TaskContext) -> Int in
                let password = try await context.connection("db").password ?? ""
                context.logger.info("the password is \(password)")
                throw Loud(description: "can't log in with \(password)")
            }
        }
        bench.server.state.withLock {
            $0.connections = ["db": ["conn_id": "db", "conn_type": "postgres", "password": "hunter22"]]
        }
        bench.server.queue("leaking", "leak", context: ["should_retry": true])
        try await bench.run([leaking]) { _ in try await bench.wait(3) }
        #expect(log("leak").contains("the password is ***"))
        #expect(!log("leak").contains("hunter22"))
        #expect(end("retry_reason") == "can't log in with ***")
    }
    @Test("88: several lists combine as in Python, the last one varying fastest")
    func combinesLists() async throws {
        let pairing = DAG("pairing") {
            let numbers = task("numbers") { [1, 2] }
            let letters = task("letters") { ["x", "y", "z"] }
            task("pair").expand(product: numbers.output, letters.output) { number, letter in "\(number)\(letter)" }
        }
        bench.server.state.withLock {
            $0.xcoms["numbers/return_value"] = [-1: [1, 2]]
            $0.xcoms["letters/return_value"] = [-1: ["x", "y", "z"]]
        }
        for index in 0..<6 { bench.server.queue("pairing", "pair", id: "ti-\(index)", mapIndex: index) }
        try await bench.run([pairing]) { _ in try await bench.wait(20) }
        #expect(
            bench.server.state.withLock { $0.xcoms["pair/return_value"] }
                == [0: "1x", 1: "1y", 2: "1z", 3: "2x", 4: "2y", 5: "2z"])
    }

    @Test("95: what templates say is shown before the task runs, without secrets and not too long")
    func showsTemplates() async throws {
        struct Show: Operator {
            var text: Input<String>
            var long: Input<String>
            var number: Input<Int>

            func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
        }
        let showing = DAG("showing") {
            let count = task("count") { 3 }
            task(
                "show",
                Show(
                    text: "\(count.output) for \(\.runID): \({ try await $0.connection("db").password ?? "" })",
                    long: .init(stringLiteral: String(repeating: "ä", count: 5000)), number: count.output))
        }
        bench.server.state.withLock {
            $0.connections = ["db": ["conn_id": "db", "conn_type": "postgres", "password": "hunter22"]]
            $0.xcoms["count/return_value"] = [-1: 3]
        }
        bench.server.queue("showing", "show")
        try await bench.run([showing]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["success"])
        let shown = bench.server.state.withLock { $0.objects.rendered["ti-1"] }
        #expect(shown?["text"] == "3 for manual__2026-01-01T00:00:00+00:00: ***")
        guard case .string(let long)? = shown?["long"] else { return #expect(Bool(false), "no text") }
        #expect(long.count == 4096)
        #expect(long.hasPrefix("Truncated. You can change this behaviour in [core]max_templated_field_length. ä"))
        #expect(long.hasSuffix("ä..."))
        let calls = bench.server.state.withLock { $0.calls }
        let place = try #require(calls.firstIndex(of: "PUT task-instances/ti-1/rtif"))
        #expect(place < (calls.firstIndex { $0.hasPrefix("POST xcoms/") } ?? 0))
        // A template is rendered once, and its text is that of the task.
        #expect(calls.count { $0 == "GET connections/db" } == 1)
    }

    @Test("79, 81: a datetime goes out typed, and what Python pushed comes in by its shape")
    func exchangesTypes() async throws {
        let typing = DAG("typing") {
            let given = task("given") { JSONValue.null }
            task("take", given.output) { (values: JSONValue) in values }
            task("give") { PythonDateTime(Date(timeIntervalSince1970: 1.5)) }
            task("shape") { context in try await context.pull("given", as: [Int].self).sorted() }
        }
        bench.server.state.withLock {
            $0.xcoms["given/return_value"] = [
                -1: ["__classname__": "builtins.set", "__version__": 1, "__data__": [3, 1, 2]]
            ]
        }
        bench.server.queue("typing", "give", id: "ti-1")
        bench.server.queue("typing", "shape", id: "ti-2")
        try await bench.run([typing]) { _ in try await bench.wait(10) }
        let xcoms = bench.server.state.withLock { $0.xcoms }
        #expect(xcoms["give/return_value"]?[-1]?["__data__"]?["timestamp"] == 1.5)
        #expect(xcoms["shape/return_value"]?[-1] == [1, 2, 3])
    }
}
