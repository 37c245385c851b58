// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunAuthoring
import DagrunCoordinator
import DagrunModel
import DagrunRuntime
import Logging
import Testing

@Suite struct CoordinatedTaskTests {
    /// What became of a task.
    private struct Result {
        var exit: CoordinatorExit
        var messages: [TaskMessage]
        var log: [JSONValue]

        var events: [JSONValue?] { log.map { $0["event"] } }

        /// Whether a line of the log has a text.
        func says(_ text: String) -> Bool {
            log.contains { CanonicalJSON.text(of: $0).contains(text) }
        }

        /// How it ended.
        var ends: [TaskEnd] {
            messages.compactMap { if case .end(let end, _, _) = $0 { end } else { nil } }
        }
    }

    private func run(
        _ details: StartupDetails,
        _ react: @escaping @Sendable (TaskMessage) -> ScriptedSupervisor.Reaction = { _ in
            .answer(.null)
        }
    ) async throws -> Result {
        try await run(details.opening, react)
    }

    private func run(
        _ opening: [UInt8], _ react: @escaping @Sendable (TaskMessage) -> ScriptedSupervisor.Reaction
    ) async throws -> Result {
        let supervisor = try ScriptedSupervisor(opening, react: react)
        let exit = try await Self.serve(supervisor)
        return Result(exit: exit, messages: supervisor.messages, log: try await supervisor.log())
    }

    /// The task is gone when this returns, and its connections with it.
    private static func serve(_ supervisor: ScriptedSupervisor) async throws -> CoordinatorExit {
        let task = try CoordinatedTask(supervisor.arguments)
        return await task.run { id in TaskBundle(id == coordinatedDAG.id ? [coordinatedDAG] : []) }
    }

    private func key(_ taskID: String, _ mapIndex: Int = -1) -> XComAddress {
        XComAddress(dagID: "d", runID: "r1", XComKey(taskID: taskID, mapIndex: mapIndex))
    }

    @Test func `What a task returns is pushed before its success`() async throws {
        let result = try await run(.test("list", of: "d"))
        #expect(result.exit == .told)
        #expect(result.messages.first == .setXCom(key("list"), [1, 2, 3], mappedLength: 3))
        #expect(result.ends == [.success()])
        #expect(result.messages.count == 2)
    }

    @Test func `A value too long to map over is pushed without its length`() async throws {
        let result = try await run(.test("list", of: "d")) { message in
            guard case .setXCom(_, _, .some, _) = message else { return .answer(.null) }
            return .refuse(
                ErrorResponse("API_SERVER_ERROR", detail: ["detail": ["reason": "unmappable_return_value_length"]]))
        }
        #expect(result.messages.dropFirst().first == .setXCom(key("list"), [1, 2, 3], mappedLength: nil))
        #expect(result.ends == [.success()])
    }

    @Test func `An input is read from the supervisor, a mapped one by its place`() async throws {
        let sum = try await run(.test("sum", of: "d")) { message in
            if case .xcom = message { return .answer(["type": "XComResult", "key": "return_value", "value": [4, 5]]) }
            return .answer(.null)
        }
        #expect(sum.messages.contains(.setXCom(key("sum"), 9, mappedLength: nil)))
        let double = try await run(.test("double", of: "d", mapIndex: 1)) { message in
            if case .xcom = message { return .answer(["type": "XComResult", "key": "return_value", "value": [4, 5]]) }
            return .answer(.null)
        }
        #expect(double.messages.contains(.setXCom(key("double", 1), 10, mappedLength: nil)))
    }

    @Test func `An error asks for another try only where the server allows one`() async throws {
        let last = try await run(.test("fails", of: "d"))
        #expect(last.ends == [.failed])
        #expect(last.exit == .told)
        #expect(last.events.contains("broken on purpose"))
        let first = try await run(.test("fails", of: "d", others: ["should_retry": true]))
        #expect(first.ends == [.retry(after: nil, reason: "broken on purpose")])
        let later = try await run(.test("retries", of: "d", others: ["should_retry": true]))
        #expect(later.ends == [.retry(after: .seconds(7), reason: "later")])
    }

    @Test func `A skip, a reschedule and a timeout are told as such`() async throws {
        #expect(try await run(.test("skips", of: "d")).ends == [.skipped])
        guard case .reschedule? = try await run(.test("comes_again", of: "d")).ends.first else {
            Issue.record("it was not rescheduled")
            return
        }
        let slow = try await run(.test("slow", of: "d"))
        #expect(slow.ends == [.failed])
        #expect(slow.says("timed out"))
    }

    @Test func `A branch skips the others before its success`() async throws {
        let result = try await run(.test("choose", of: "d"))
        #expect(result.messages.suffix(2).first == .skipDownstream([TaskInstanceID("off")]))
        #expect(result.ends == [.success()])
    }

    @Test func `Assets are looked at first, and told with the success`() async throws {
        let result = try await run(.test("switch", of: "d"))
        #expect(result.messages.first == .inactiveAssets(instance: "01a1fbc9-e09c-700e-ae32-fd9041109f75"))
        let asset: JSONValue = ["name": "lamp", "uri": "gpio://pi/lamp"]
        #expect(
            result.ends == [
                .success(
                    outlets: [["name": "lamp", "uri": "gpio://pi/lamp", "type": "Asset"]],
                    events: [["dest_asset_key": asset, "extra": ["level": 1]]])
            ])
        let inactive = try await run(.test("switch", of: "d")) { message in
            guard case .inactiveAssets = message else { return .answer(.null) }
            return .answer(["type": "InactiveAssetsResult", "inactive_assets": [["name": "lamp"]]])
        }
        #expect(inactive.ends == [.failed])
    }

    @Test func `What an earlier try left is removed first`() async throws {
        let result = try await run(
            .test("list", of: "d", tryNumber: 2, others: ["xcom_keys_to_clear": ["return_value"]]))
        #expect(result.messages.first == .deleteXCom(key("list")))
        #expect(result.ends == [.success()])
    }

    @Test func `Variables and connections come from the supervisor, and secrets stay out of the log`() async throws {
        let result = try await run(.test("reads", of: "d")) { message in
            switch message {
            case .variable: .answer(["type": "VariableResult", "key": "api_secret", "value": "hush-hush"])
            case .connection:
                .answer(["type": "ConnectionResult", "conn_id": "board", "conn_type": "http", "host": "pi"])
            default: .answer(.null)
            }
        }
        #expect(result.messages.contains(.setXCom(key("reads"), "pi", mappedLength: nil)))
        #expect(result.messages.contains(.putVariable("seen", "yes")))
        #expect(result.events.contains("it is ***"))
        let missing = try await run(.test("misses", of: "d")) { message in
            guard case .variable = message else { return .answer(.null) }
            return .answer(ErrorResponse("VARIABLE_NOT_FOUND").json)
        }
        #expect(missing.ends == [.failed])
    }

    @Test func `A success that is refused becomes a failure`() async throws {
        let result = try await run(.test("sum", of: "d")) { message in
            switch message {
            case .xcom: .answer(["value": [1]])
            case .end(.success, _, _): .refuse(ErrorResponse("API_SERVER_ERROR", detail: ["status_code": 422]))
            default: .answer(.null)
            }
        }
        #expect(result.ends == [.success(), .failed])
        #expect(result.exit == .told)
    }

    @Test func `A trigger that failed fails the task without running it`() async throws {
        let result = try await run(
            .test("list", of: "d", others: ["next_method": "__fail__", "next_kwargs": ["error": "Trigger timeout"]]))
        #expect(result.ends == [.failed])
        #expect(result.says("Trigger timeout"))
    }

    @Test func `A task that the bundle does not have fails with a reason`() async throws {
        let noTask = try await run(.test("absent", of: "d"))
        #expect(noTask.ends == [.failed])
        #expect(noTask.events == ["the DAG d of the bundle has no task absent"])
        let noDAG = try await run(.test("list", of: "absent"))
        #expect(noDAG.events == ["the bundle has no DAG absent"])
    }

    @Test func `A value of three mebibytes goes through`() async throws {
        let result = try await run(.test("large", of: "d"))
        guard case .setXCom(_, .string(let text), _, _)? = result.messages.first else {
            Issue.record("nothing was pushed")
            return
        }
        #expect(text.utf8.count == 3 << 20)
    }

    @Test func `A request that gets no answer, as an invalid one does, costs the try and no more`() async throws {
        let supervisor = try ScriptedSupervisor(try StartupDetails.test("misses", of: "d").opening) { message in
            if case .variable = message { .silence } else { .answer(.null) }
        }
        let task = try CoordinatedTask(supervisor.arguments, clock: ImpatientClock())
        let exit = await task.run { _ in TaskBundle([coordinatedDAG]) }
        #expect(exit == .told)
        guard case .end(.failed, _, _)? = supervisor.messages.last else {
            return #expect(Bool(false), "it did not fail")
        }
        #expect(try await supervisor.log().contains { CanonicalJSON.text(of: $0).contains("did not answer") })
    }

    @Test func `A task whose supervisor goes away is cancelled`() async throws {
        let result = try await run(.test("misses", of: "d")) { _ in .hangUp }
        #expect(result.exit == .broken("the supervisor is gone"))
        #expect(result.ends.isEmpty)
    }

    @Test func `A first message that nobody knows ends the program`() async throws {
        let opening = CommFrame.answer(0, .json(["type": "DagFileParseRequest"]))
        guard case .broken(let reason) = try await run(opening, { _ in .answer(.null) }).exit else {
            Issue.record("it went on")
            return
        }
        #expect(reason.contains("DagFileParseRequest"))
    }

    @Test func `Asked which tasks it has, as Airflow 3.4 does, the program tells them and ends`() async throws {
        let opening = CommFrame.answer(0, .json(["type": "TaskHandlerParseRequest", "file": "/bundles/d"]))
        let supervisor = try ScriptedSupervisor(opening)
        let task = try CoordinatedTask(supervisor.arguments)
        let exit = await task.run(handlers: { ["d": ["list", "g.sum"]] }) { _ in TaskBundle([]) }
        #expect(exit == .told)
        #expect(
            supervisor.messages.map(\.json) == [
                [
                    "type": "TaskHandlerParsingResult", "fileloc": "/bundles/d",
                    "task_handlers": [
                        "d": [
                            ["task_id": "list", "binding": "named", "params": nil],
                            ["task_id": "g.sum", "binding": "named", "params": nil],
                        ]
                    ],
                ]
            ])
    }

    @Test func `Lines of a log are what a supervisor can read, whatever a task logs`() async throws {
        let result = try await run(.test("logs", of: "d"))
        let words: Set<JSONValue> = ["debug", "info", "warning", "error", "critical"]
        #expect(result.log.count == 6)
        for line in result.log {
            #expect(words.contains(line["level"] ?? .null))
            guard case .string(let time)? = line["timestamp"] else { return #expect(Bool(false), "no time") }
            #expect(time.hasSuffix("+00:00"))
        }
        #expect(result.events.contains("two\nlines"))
    }

    @Test func `A message that Airflow refuses does not end the task, which may go on without`() async throws {
        let result = try await run(.test("templates", of: "d")) { message in
            if case .setRenderedFields = message { return .refuse(ErrorResponse("API_SERVER_ERROR")) }
            return .answer(.null)
        }
        guard case .setRenderedFields(let fields)? = result.messages.first else {
            return #expect(Bool(false), "no fields")
        }
        #expect(fields == ["text": "run r1"])
        #expect(result.ends == [.success()])
    }

    @Test func `Details that Airflow sent name a task that this bundle does not have`() async throws {
        for captured in CapturedFrame.all where captured.type == StartupDetails.type {
            let result = try await run(captured.bytes) { _ in .answer(.null) }
            #expect(result.exit == .told)
            #expect(result.ends == [.failed])
        }
    }

    @Test func `A program with one of the two addresses only is told so`() throws {
        #expect(try CoordinatorArguments(["local", "d"]) == nil)
        #expect(throws: CommError.self) { try CoordinatorArguments(["--comm=127.0.0.1:1"]) }
        #expect(throws: CommError.self) { try LoopbackSocket(dialing: "example.com:80") }
        #expect(throws: CommError.self) { try LoopbackSocket(dialing: "127.0.0.1") }
    }
}
