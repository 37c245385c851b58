// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunHTTP
import DagrunModel
import DagrunSystem
import DagrunTestSupport
import Logging
import Synchronization
import Testing

@testable import DagrunEdge

/// Logs that wait on the disk for a server that is away, or for the next worker.
@Suite struct LogKeeperTests {
    private let folder: TemporaryFolder
    private let bench = WorkerBench()

    init() throws { folder = try TemporaryFolder() }

    private static func talk(_ lines: Int) -> DAG {
        DAG("talk") {
            task("talk") { context in
                for number in 0..<lines {
                    context.logger.info("line \(number)")
                    try await context.clock.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// Has the server take no logs for some seconds.
    private func hideLogs(_ bench: WorkerBench, during seconds: ClosedRange<Double>) {
        bench.server.script { [clock = bench.clock] call, _ in
            if call.contains("logs/push"), seconds.contains(clock.elapsed / .seconds(1)) {
                throw HTTPError(.cannotConnect, method: .post, url: "", reason: "no route")
            }
            return nil
        }
    }

    private func events(_ bench: WorkerBench) throws -> [String] {
        try bench.server.state.withLock { $0.logs["talk"] ?? "" }.split(separator: "\n").compactMap { line in
            guard case .string(let event)? = try JSONValue(parsing: String(line))["event"] else { return nil }
            return event
        }
    }

    private func files(_ state: String) -> [String] {
        Folders.names(in: "\(state)/worker-bench.logs").map { "\(state)/worker-bench.logs/\($0)" }
    }

    @Test(
        "48: a log that the server did not take until the end of its try is sent when it is back, and its job is told at once"
    )
    func sendsAfterTheEnd() async throws {
        hideLogs(bench, during: 10...5000)
        bench.server.queue("talk", "talk")
        try await bench.run([Self.talk(60)]) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            // The task takes a minute; its log is not waited for.
            try await bench.wait(62)
            #expect(bench.server.states(of: "talk") == ["running", "success"])
            #expect(files(folder.path).count == 1)
            try await bench.wait(5000)
            #expect(files(folder.path).isEmpty)
        }
        #expect(try events(bench) == (0..<60).map { "line \($0)" })
        let times = bench.server.state.withLock { $0.logTimes["talk"] ?? [] }
        #expect(times == times.sorted() && Set(times).count == times.count)
    }

    @Test("48: what a worker that was killed had not sent is sent by the next one, once")
    func sendsWhatAKilledWorkerLeft() async throws {
        let next = WorkerBench()
        let state = "\(folder.path)/next"
        hideLogs(bench, during: 10...1000)
        bench.server.queue("talk", "talk")
        try await bench.run([Self.talk(60)]) {
            $0.stateFolder = "\(folder.path)/first"
        } meanwhile: { _ in
            try await bench.wait(30.5)
            // What is on the disk when it is killed now.
            for file in files("\(folder.path)/first") {
                try Folders.write(
                    try Folders.read(file), to: "\(state)/worker-bench.logs/\(file.split(separator: "/").last ?? "")")
            }
        }
        let before = try events(bench).prefix { $0 != "line 31" }
        try await next.run([]) {
            $0.stateFolder = state
        } meanwhile: { _ in
            try await next.wait(5)
        }
        let after = try events(next)
        let sent = bench.server.state.withLock { state in state.logTimes["talk"]?.first }
        #expect(sent != nil && !before.isEmpty)
        // The first server has what came before it was away, the second one has the rest.
        #expect(after.first == "line 10" || after.first == "line 9")
        #expect(after.last == "line 30")
        #expect(after == Array((0..<31).map { "line \($0)" }.suffix(after.count)))
        #expect(files(state).isEmpty)
    }

    @Test("48: a log that waits when the worker ends is sent by the next one")
    func sendsAtTheNextStart() async throws {
        hideLogs(bench, during: 10...200)
        bench.server.queue("talk", "talk")
        try await bench.run([Self.talk(30)]) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            try await bench.wait(60)
        }
        #expect(files(folder.path).count == 1)
        #expect(try events(bench).count < 30)
        try await bench.run([]) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            try await bench.wait(300)
        }
        #expect(try events(bench) == (0..<30).map { "line \($0)" })
        #expect(files(folder.path).isEmpty)
    }

    @Test func `A log is kept below its folder, and nowhere else`() async throws {
        for (id, path) in [("ti-1", "dag_id=talk/attempt=1.log"), ("ti-2", "../out.log"), ("ti-3", "a/../../out.log")] {
            bench.server.queue(
                "talk", "talk", id: id,
                command: [
                    "type": "ExecuteTask", "token": .string("workload-\(id)"), "log_path": .string(path),
                    "ti": [
                        "id": .string(id), "dag_id": "talk", "task_id": "talk", "run_id": "r", "try_number": 1,
                    ],
                ])
        }
        try await bench.run([Self.talk(1)]) {
            $0.logFolder = "\(folder.path)/logs"
        } meanwhile: { _ in
            try await bench.wait(10)
        }
        for id in ["ti-1", "ti-2", "ti-3"] { #expect(bench.server.ends(id) == ["success"]) }
        #expect(Folders.paths(below: folder.path).filter { $0.hasSuffix(".log") } == ["logs/dag_id=talk/attempt=1.log"])
    }

    @Test func `Of more logs than there is room for the oldest are given up`() async throws {
        hideLogs(bench, during: 0...1_000_000)
        for number in 1...4 {
            let path = "\(folder.path)/worker-bench.logs/\(number).log"
            let owner = LogOwner(
                server: "http://server/edge_worker/v1/",
                key: .init(dagID: "talk", taskID: "talk", runID: "r", tryNumber: number, mapIndex: -1),
                taskInstanceID: nil)
            try LogSpool(path, owner: owner, limit: 1 << 20).append(Array("{}\n".utf8), isDebug: false)
            // A hole: it takes no room here.
            try PlacedFile(path, isNew: false).truncate(to: 50 << 20)
        }
        try await bench.run([]) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            try await bench.wait(5)
        }
        // The first one may be under way.
        #expect(files(folder.path).map { $0.suffix(5) } == ["1.log", "4.log"])
    }

    @Test func `A token file that is away for a while costs no line of a log, and no end of a job`() async throws {
        let token = "\(folder.path)/token"
        try folder.write("token", "t")
        bench.server.queue("talk", "talk")
        try await bench.run([Self.talk(25)]) {
            $0.credential = .tokenFile(token)
            $0.stateFolder = "\(folder.path)/state"
        } meanwhile: { _ in
            try await bench.wait(10)
            Folders.remove(token)
            try await bench.wait(30)
            try folder.write("token", "t")
            try await bench.wait(60)
        }
        #expect(try events(bench) == (0..<25).map { "line \($0)" })
        #expect(bench.server.states(of: "talk") == ["running", "success"])
    }

    @Test("43: a disk that can't be written costs no task and no line, and is spoken of once")
    func survivesAFaultyDisk() async throws {
        // A file stands where the folder should be.
        try folder.write("worker-bench.logs", "")
        let said = Mutex<[String]>([])
        let logger = Logger(label: "bench") { _ in MessageHandler { text in said.withLock { $0.append(text) } } }
        for number in 0..<3 { bench.server.queue("talk", "talk", id: "ti-\(number)", mapIndex: number) }
        try await bench.run([Self.talk(5)], logger: logger) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            try await bench.wait(20)
        }
        #expect(bench.server.states(of: "talk").filter { $0 == "success" }.count == 3)
        #expect(try events(bench).filter { $0.hasPrefix("line") }.count == 15)
        #expect(said.withLock { $0 }.filter { $0.contains("can't be kept on the disk") }.count == 1)
    }

    @Test("48: a log for another server and what is none are removed")
    func removesWhatIsNotOurs() async throws {
        let spool = try LogSpool(
            "\(folder.path)/worker-bench.logs/1.log",
            owner: LogOwner(
                server: "http://elsewhere/",
                key: .init(dagID: "d", taskID: "talk", runID: "r", tryNumber: 1, mapIndex: -1),
                taskInstanceID: nil), limit: 1000)
        try spool.append("{\"event\":\"secret\"}")
        try folder.write("worker-bench.logs/2.log", "nothing")
        try folder.write("worker-bench.logs/3.log~", "a draft")
        try await bench.run([]) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            try await bench.wait(5)
        }
        #expect(files(folder.path).isEmpty)
        #expect(bench.server.state.withLock { $0.calls.allSatisfy { !$0.contains("logs/") } })
    }

    @Test("45: chunks get smaller where a proxy takes no large ones, and a refused token is tried again")
    func sendsSmallerChunks() async throws {
        let refusals = Counter()
        bench.server.script { call, number in
            guard call.contains("logs/push") else { return nil }
            if number <= 2 { return FakeAirflow.json(["detail": "Forbidden"], 403) }
            guard refusals.value < 3 else { return nil }
            refusals.add()
            return FakeAirflow.json(["detail": "too large"], 413)
        }
        let long = DAG("talk") {
            task("talk") { context in
                for number in 0..<200 { context.logger.info("line \(number)") }
                try await context.clock.sleep(for: .seconds(30))
            }
        }
        bench.server.queue("talk", "talk")
        try await bench.run([long]) {
            $0.stateFolder = folder.path
        } meanwhile: { _ in
            try await bench.wait(40)
        }
        #expect(try events(bench) == (0..<200).map { "line \($0)" })
        #expect(refusals.value == 3)
        #expect(bench.server.state.withLock { $0.logTimes["talk"]?.count ?? 0 } > 2)
    }
}
