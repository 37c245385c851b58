// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import FoundationEssentials
import Synchronization
import Testing

@testable import DagrunAirflow

/// A clock on which waiting takes no time and is written down.
private final class SkippingClock: RunClock {
    private let state = Mutex<(now: Date, waits: [Duration])>((Date(timeIntervalSince1970: 1_800_000_000), []))
    var waits: [Duration] { state.withLock { $0.waits } }

    func now() -> Date { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.now += duration / .seconds(1)
            state.waits.append(duration)
        }
    }
}

@Suite struct TransportTests {
    private static func answers(_ responses: [HTTPResponse]) -> InMemoryHTTPClient {
        let rest = Mutex(responses[...])
        return InMemoryHTTPClient { _ in rest.withLock { $0.popFirst() } ?? HTTPResponse(status: 599) }
    }

    private static func json(_ status: Int, _ text: String = "{}", _ headers: HTTPHeaders = [:]) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    private static let beat = #"{"state":"idle","queues":null,"maintenance_comments":null,"concurrency":null}"#

    private func edge(_ client: InMemoryHTTPClient, _ clock: SkippingClock) -> EdgeClient {
        EdgeClient(
            url: "http://server/edge_worker/v1/rpcapi", credential: .sharedSecret(Array("s".utf8)), client: client,
            clock: clock)
    }

    @Test("4, 5: calls are tried again after faults of the server, each attempt with a token of its own")
    func retries() async throws {
        let clock = SkippingClock()
        let client = Self.answers([Self.json(503), Self.json(503), Self.json(200, Self.beat)])
        let orders = try await edge(client, clock).report("w", WorkerReport(state: .idle))
        #expect(orders.state == .idle)
        #expect(clock.waits.count == 2)
        #expect(clock.waits.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(90) })
        let tokens = Set(client.requests.compactMap { $0.headers["Authorization"] })
        #expect(tokens.count == 3)
        #expect(tokens.allSatisfy { !$0.hasPrefix("Bearer") })
    }

    @Test("5, 7: a refused token is not tried again, and the error says how far the clock is off")
    func tellsTheSkew() async throws {
        let clock = SkippingClock()
        // 2027-01-15 08:00:00 is now; the server is five minutes ahead.
        let client = Self.answers([
            Self.json(403, #"{"detail":"Forbidden."}"#, ["Date": "Fri, 15 Jan 2027 08:05:00 GMT"])
        ])
        let error = try await #require(throws: AirflowError.self) {
            _ = try await edge(client, clock).register("w", WorkerReport(state: .starting))
        }
        #expect(error.status == 403)
        #expect(error.description.contains("300 s behind"))
        #expect(client.requests.count == 1)
    }

    @Test("6: the server's Retry-After is waited for")
    func waitsAsAsked() async throws {
        let clock = SkippingClock()
        let client = Self.answers([Self.json(429, "{}", ["Retry-After": "7"]), Self.json(200, Self.beat)])
        _ = try await edge(client, clock).report("w", WorkerReport(state: .idle))
        #expect(clock.waits.count == 1)
        #expect(clock.waits[0] >= .seconds(7))
    }

    @Test func `What nobody can mend by waiting is told at once`() async throws {
        let clock = SkippingClock()
        let client = InMemoryHTTPClient { _ in
            throw HTTPError(.tls, method: .post, url: "", reason: "the certificate is of another host", curlCode: 60)
        }
        let error = try await #require(throws: AirflowError.self) {
            _ = try await edge(client, clock).register("w", WorkerReport(state: .starting))
        }
        #expect(error.code == .unreachable)
        #expect(error.description.contains("of another host"))
        #expect(client.requests.count == 1 && clock.waits.isEmpty)
    }

    @Test("8: a token file is read anew for each call")
    func readsTheTokenFile() async throws {
        let path = "/tmp/dagrun-token-\(UInt64.random(in: 0...UInt64.max))"
        try Data("first\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let client = Self.answers([Self.json(200, Self.beat), Self.json(200, Self.beat)])
        let edge = EdgeClient(url: "http://server/edge_worker/v1/rpcapi", credential: .tokenFile(path), client: client)
        _ = try await edge.report("w", WorkerReport(state: .idle))
        try Data("second".utf8).write(to: URL(filePath: path))
        _ = try await edge.report("w", WorkerReport(state: .idle))
        #expect(client.requests.map { $0.headers["Authorization"] } == ["first", "second"])
    }

    @Test("17: facts that are null are left out")
    func leavesOutNull() async throws {
        let client = Self.answers([Self.json(200, Self.beat)])
        let report = WorkerReport(state: .idle, systemInfo: ["a": 1, "b": .null])
        _ = try await edge(client, SkippingClock()).report("w", report)
        let body = try JSONValue(parsing: client.requests[0].body ?? [])
        #expect(body["sysinfo"] == ["a": 1])
    }

    @Test("3: parts of paths are encoded")
    func encodesPaths() async throws {
        let fetched =
            #"{"dag_id":"d","task_id":"t","run_id":"manual__2026-01-01T00:00:00+00:00","try_number":1,"map_index":-1,"concurrency_slots":1,"task_instance_id":null,"command":{"type":"Other"}}"#
        let client = Self.answers([Self.json(200, fetched), Self.json(200, "null")])
        let edge = edge(client, SkippingClock())
        let job = try #require(try await edge.fetchJob(for: "a b", queues: nil, slots: 1))
        try await edge.report(.success, of: job)
        #expect(client.requests[0].url == "http://server/edge_worker/v1/jobs/fetch/a%20b")
        #expect(
            client.requests[1].url
                == "http://server/edge_worker/v1/jobs/state/d/t/manual__2026-01-01T00%3A00%3A00%2B00%3A00/1/-1/success")
        #expect(client.requests[1].body == nil)
    }

    @Test func fetchesOnlyOnce() async throws {
        let client = Self.answers([Self.json(503), Self.json(200, "null")])
        await #expect(throws: AirflowError.self) {
            _ = try await edge(client, SkippingClock()).fetchJob(for: "w", queues: nil, slots: 1)
        }
        #expect(client.requests.count == 1)
    }

    @Test("49, 50: a new token is taken over from any answer, whatever its status")
    func takesTokensOver() async throws {
        let run =
            #"{"dag_run":{"dag_id":"d","run_id":"r","run_after":"2026-01-01T00:00:00Z"},"should_retry":true,"max_tries":1}"#
        let client = Self.answers([
            Self.json(200, run, ["Refreshed-API-Token": "second"]),
            Self.json(
                409, #"{"detail":{"reason":"not_running","current_state":"failed"}}"#, ["Refreshed-API-Token": "third"]),
            Self.json(404, #"{"detail":{"reason":"not_found"}}"#),
        ])
        let execution = ExecutionClient(
            url: "http://server/execution", instanceID: "id", token: "first", client: client, clock: SkippingClock())
        let owner = TryOwner(hostname: "h", user: "u", process: 1)
        let context = try await execution.begin(owner, at: Date(timeIntervalSince1970: 0))
        #expect(context.shouldRetry)
        #expect(try await execution.heartbeat(owner) == .stop("not_running: failed"))
        #expect(try await execution.xcom(XComKey(taskID: "t"), dagID: "d", runID: "r") == nil)
        #expect(
            client.requests.map { $0.headers["Authorization"] } == ["Bearer first", "Bearer second", "Bearer third"])
    }

    @Test("54: a route that an older server doesn't have is not a missing object")
    func tellsRoutesFromObjects() async throws {
        let client = Self.answers([Self.json(404, #"{"detail":"Not Found"}"#)])
        let execution = ExecutionClient(
            url: "http://server/execution/", instanceID: "id", token: "t", client: client, clock: SkippingClock())
        let error = try await #require(throws: AirflowError.self) { _ = try await execution.variable("pin") }
        #expect(error.description.contains("no such call"))
    }

    @Test("55: each call has a correlation id, which its error tells")
    func tellsCorrelationIDs() async throws {
        let client = Self.answers([Self.json(422, #"{"detail":[{"loc":["body","x"],"msg":"no","input":"hush"}]}"#)])
        let execution = ExecutionClient(
            url: "http://server/execution/", instanceID: "id", token: "t", client: client, clock: SkippingClock())
        let error = try await #require(throws: AirflowError.self) { try await execution.setMapLabel("x") }
        let id = try #require(client.requests[0].headers["correlation-id"])
        #expect(id.count == 36)
        #expect(error.description.contains(id))
        #expect(error.description.contains("body.x: no"))
        #expect(!error.description.contains("hush"))
    }

    @Test("89: a key that Airflow can't read is refused before it is sent", arguments: ["a/slice", "a/item/3", ""])
    func refusesKeys(_ key: String) async throws {
        let client = Self.answers([])
        let execution = ExecutionClient(
            url: "http://server/execution/", instanceID: "id", token: "t", client: client, clock: SkippingClock())
        await #expect(throws: AirflowError.self) {
            try await execution.push(
                XComValue(1), as: XComKey(taskID: "t", key: key), dagID: "d", runID: "r")
        }
        #expect(client.requests.isEmpty)
    }

    @Test("80: a delay is written with a fraction")
    func writesFractions() {
        let end = TaskEnd.retry(after: .seconds(90), reason: String(repeating: "x", count: 600))
        let json = end.json(at: Date(timeIntervalSince1970: 0.5), mapLabel: nil)
        let text = CanonicalJSON.text(of: json)
        #expect(text.contains(#""retry_delay_seconds":90.0"#))
        #expect(text.contains(#""end_date":"1970-01-01T00:00:00.500000+00:00""#))
        guard case .string(let reason)? = json["retry_reason"] else { return #expect(Bool(false)) }
        #expect(reason.count == 500)
    }

    @Test func survivesAnyAnswer() async throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<300 {
            let bytes = (0..<generator.below(61)).map { _ in UInt8.random(in: 0x20...0x7D, using: &generator) }
            let status = [200, 200, 400, 404, 422, 500].randomElement(using: &generator) ?? 200
            let client = Self.answers(Array(repeating: HTTPResponse(status: status, body: bytes), count: 20))
            let edge = EdgeClient(
                url: "http://server/edge_worker/v1/rpcapi", credential: .sharedSecret([1]), client: client,
                clock: SkippingClock())
            _ = try? await edge.register("w", WorkerReport(state: .starting))
            _ = try? await edge.report("w", WorkerReport(state: .idle))
            _ = try? await edge.fetchJob(for: "w", queues: nil, slots: 1)
        }
    }
}
