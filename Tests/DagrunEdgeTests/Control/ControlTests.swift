// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunModel
import DagrunSystem
import DagrunTestSupport
import Synchronization
import Testing

@testable import DagrunEdge

/// What others on the worker's machine ask and tell it.
@Suite struct ControlTests {
    private let bench = WorkerBench()
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @discardableResult
    private func send(_ request: ControlRequest) throws -> JSONValue {
        try RunningWorker(in: ["/nowhere", folder.path], named: nil).send(request)
    }

    private var states: [JSONValue?] { bench.server.state.withLock { $0.reports }.map { $0["state"] } }

    @Test func `A running worker tells how it is and what it runs`() async throws {
        bench.server.queue("slow", "slow", slots: 2)
        try await bench.run([StubBundle.slow], configure: { $0.stateFolder = folder.path }) { _ in
            try await bench.wait(2)
            let answer = try send(.status)
            #expect(answer["name"] == "bench")
            #expect(answer["state"] == "running")
            #expect(answer["free_concurrency"] == 2)
            #expect(answer["queues"] == JSONValue.null)
            #expect(answer["health"] == "INFO")
            guard case .array(let jobs)? = answer["jobs"] else { return #expect(Bool(false), "no jobs") }
            #expect(jobs.map { $0["task_id"] } == ["slow"])
        }
    }

    @Test func `A check before a start tells that a worker of the name runs on the machine`() async throws {
        try await bench.run([StubBundle.noop], configure: { $0.stateFolder = folder.path }) { _ in
            try await bench.wait(2)
            var configuration = EdgeWorkerConfiguration(
                name: "bench", edgeURL: "http://server/edge_worker/v1/rpcapi", credential: .sharedSecret([1]),
                client: bench.server.client)
            configuration.stateFolder = folder.path
            let name = await WorkerCheck(configuration).run().first { $0.step == "name" }
            #expect(name?.isGood == false)
            #expect(name?.text.contains("runs on this machine") == true)
            configuration.name = "other"
            #expect(await WorkerCheck(configuration).run().first { $0.step == "name" }?.isGood == true)
        }
    }

    @Test func `Somebody on its machine has it take no jobs, and Airflow hears why`() async throws {
        try await bench.run([StubBundle.noop], configure: { $0.stateFolder = folder.path }) { _ in
            try await bench.wait(2)
            try send(.maintenance(true, comment: "a new board"))
            bench.server.queue("noop", "noop")
            try await bench.wait(20)
            #expect(bench.server.state.withLock { $0.jobs.count } == 1)
            let report = bench.server.state.withLock { $0.reports.last }
            #expect(report?["state"] == "maintenance mode")
            #expect(report?["maintenance_comments"] == "a new board")
            #expect(try send(.status)["maintenance_comment"] == "a new board")
            try send(.maintenance(false, comment: nil))
            try await bench.wait(5)
            #expect(bench.server.ends() == ["success"])
        }
        #expect(states.last == "offline")
    }

    @Test func `Told to stop, it ends once its jobs have`() async throws {
        bench.server.queue("slow", "slow")
        try await bench.run([StubBundle.slow], configure: { $0.stateFolder = folder.path }) { _ in
            try await bench.wait(2)
            try send(.stop(now: false))
            try await bench.wait(200)
        }
        #expect(bench.server.ends() == ["success"])
        #expect(states.contains("terminating"))
    }

    @Test func `Told to stop now, it cancels its tasks`() async throws {
        bench.server.queue("slow", "slow", context: ["should_retry": true])
        try await bench.run([StubBundle.slow], configure: { $0.stateFolder = folder.path }) { _ in
            try await bench.wait(2)
            try send(.stop(now: true))
            try await bench.wait(5)
        }
        #expect(bench.server.ends() == ["up_for_retry"])
    }

    @Test func `Where no worker runs, it is said where one was looked for`() throws {
        let error = #expect(throws: SettingError.self) { try send(.status) }
        #expect(error?.description.contains("no worker runs here") == true)
        #expect(error?.description.contains(folder.path) == true)
    }

    @Test func `Of several workers one has to be named`() throws {
        var sockets: [ControlSocket] = []
        for name in ["a", "b c"] {
            sockets.append(
                try ControlSocket(ControlSocket.path(in: folder.path, name: name)) { _ in ["name": .string(name)] })
        }
        let error = #expect(throws: SettingError.self) { try send(.status) }
        #expect(error?.description.contains("a, b c") == true)
        #expect(try RunningWorker(in: [folder.path], named: "b c").send(.status)["name"] == "b c")
        for socket in sockets { socket.close() }
        #expect(Folders.names(in: folder.path).isEmpty)
    }

    @Test func `A worker that was killed leaves a socket that says so`() throws {
        // A socket whose listener is gone.
        let path = ControlSocket.path(in: folder.path, name: "gone")
        _ = try LocalSocket.listen(at: path)
        let error = #expect(throws: SettingError.self) { try send(.status) }
        #expect(error?.description.contains("has ended") == true)
    }

    @Test func `Only the worker's user may ask it`() throws {
        let path = ControlSocket.path(in: folder.path, name: "bench")
        let socket = try ControlSocket(path) { _ in .null }
        #expect(Folders.permissions(path) == 0o600)
        socket.close()
    }

    @Test func `A state folder with a long path is no obstacle`() throws {
        let deep = folder.path + "/" + String(repeating: "long/", count: 30) + "end"
        try Folders.create(deep)
        let socket = try ControlSocket(ControlSocket.path(in: deep, name: "bench")) { _ in ["name": "bench"] }
        #expect(try RunningWorker(in: [deep]).send(.status)["name"] == "bench")
        socket.close()
    }

    @Test func `What is no request is answered with the reason`() throws {
        let path = ControlSocket.path(in: folder.path, name: "bench")
        let server = try ControlSocket(path) { _ in .null }
        defer { server.close() }
        for line in ["", "nonsense", "[]", #"{"request":"dance"}"#, #"{"request":"stop","now":1}"#, "\0"] {
            let socket = try LocalSocket.connect(to: path)
            socket.write(Array(line.utf8) + [10])
            let answer = try #require(socket.readLine(atMost: 1000))
            #expect(try JSONValue(parsing: answer)["error"] != nil, "\(line)")
        }
    }

    @Test func `Any request is read back as it was written, and no bytes trap`() throws {
        let requests: [ControlRequest] = [
            .status, .maintenance(true, comment: "why “so”\n"), .maintenance(false, comment: nil), .stop(now: true),
        ]
        for request in requests { #expect(try ControlRequest(json: request.json) == request) }
        var generator = SeededGenerator(seed: 5)
        let text = CanonicalJSON.bytes(of: requests[1].json)
        for _ in 0..<2000 {
            var bytes = text
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            if let json = try? JSONValue(parsing: bytes) { _ = try? ControlRequest(json: json) }
        }
    }
}
