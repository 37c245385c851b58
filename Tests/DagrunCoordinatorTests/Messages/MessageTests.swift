// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunCoordinator
import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct MessageTests {
    /// The frames of one direction.
    private static func frames(fromSupervisor: Bool) -> [(captured: CapturedFrame, frame: CommFrame)] {
        CapturedFrame.all.filter { $0.isFromSupervisor == fromSupervisor && $0.bytes.count > 4 }.compactMap {
            captured in
            (try? CommFrame(Array(captured.bytes.dropFirst(4)))).map { (captured, $0) }
        }
    }

    /// The requests that are understood here; the others are answered with an error.
    private static let known: Set<String> =
        ([
            "SucceedTask", "TaskState", "RetryTask", "RescheduleTask", "DeferTask", "AwaitInputTask",
            "SkipDownstreamTasks", "SetRenderedFields", "SetRenderedMapIndex", "MaskSecret", "GetXCom", "GetXComCount",
            "GetXComSequenceItem", "GetXComSequenceSlice", "SetXCom", "DeleteXCom", "GetVariable", "GetVariableKeys",
            "PutVariable", "DeleteVariable", "GetConnection", "GetPrevSuccessfulDagRun", "GetTaskRescheduleStartDate",
            "ValidateInletsAndOutlets",
        ] as Set).union(ServiceRequest.Kind.allCases.map(\.rawValue))

    @Test func `Requests that Airflow took are read, and written so that they read the same`() throws {
        var seen: Set<String> = []
        for (captured, frame) in Self.frames(fromSupervisor: false) {
            let type = captured.type
            guard Self.known.contains(type) else { continue }
            let message = try TaskMessage(try frame.body)
            if case .unknown = message { Issue.record("\(type) is not known") }
            #expect(try TaskMessage(message.json) == message, "\(type)")
            #expect(message.json["type"] == .string(type))
            seen.insert(type)
        }
        // The captured tasks asked for nearly everything.
        #expect(seen.count >= 35, "\(Self.known.subtracting(seen))")
    }

    @Test func `A success names outlets and events even where there are none`() {
        let json = TaskMessage.end(.success(), at: Date(timeIntervalSince1970: 0.5), mapLabel: nil).json
        #expect(
            json == [
                "type": "SucceedTask", "state": "success", "end_date": "1970-01-01T00:00:00.500000+00:00",
                "task_outlets": [], "outlet_events": [],
            ])
    }

    @Test func `The details of a task that Airflow started are read`() throws {
        let details = try Self.frames(fromSupervisor: true).filter { $0.captured.type == StartupDetails.type }.map {
            try StartupDetails(try $0.frame.body)
        }
        let first = try #require(details.first)
        #expect(first.tryNumber == 1 && first.mapIndex == -1)
        #expect(first.context.runAfter > Date(timeIntervalSince1970: 1_700_000_000))
        #expect(!first.instanceID.isEmpty && !first.taskID.isEmpty && !first.context.runID.isEmpty)
    }

    @Test func `Details are written as Airflow writes them, instants as such`() throws {
        for (captured, frame) in Self.frames(fromSupervisor: true) where captured.type == StartupDetails.type {
            let body = try StartupDetails(try frame.body).body
            let written = try frame.third == nil ? CommFrame.request(frame.id, body) : CommFrame.answer(frame.id, body)
            let again = try CommFrame(Array(written.dropFirst(4)))
            #expect(try again.id == frame.id && again.body == frame.body && again.third == frame.third)
            #expect(captured.hasInstants)
            #expect(written.sorted() == captured.bytes.sorted())
        }
    }

    @Test func `Another first message is refused by its name`() {
        let error = #expect(throws: CommError.self) {
            try StartupDetails(["type": "TaskHandlerParseRequest"])
        }
        #expect(error?.description.contains("TaskHandlerParseRequest") == true)
    }

    @Test(
        arguments: [
            ["type": "SetXCom"], ["type": "TaskState", "state": "running"], ["type": "RescheduleTask"], ["x": 1], 5,
            ["type": "SkipDownstreamTasks", "tasks": [[1]]], ["type": "DeferTask", "trigger_timeout": "soon"],
            ["type": "SucceedTask", "end_date": "yesterday"],
        ] as [JSONValue])
    func `A message that lacks something is refused`(body: JSONValue) {
        #expect(throws: CommError.self) { try TaskMessage(body) }
    }

    @Test func `Errors are told in words`() throws {
        let error = try #require(
            ErrorResponse([
                "type": "ErrorResponse", "error": "API_SERVER_ERROR",
                "detail": ["status_code": 422, "message": "Invalid", "detail": ["loc": "state"]],
            ]))
        #expect(error.reason == #"API_SERVER_ERROR: status 422: Invalid: {"loc":"state"}"#)
        #expect(!error.isNotFound)
        #expect(ErrorResponse("VARIABLE_NOT_FOUND").isNotFound)
    }

    @Test func `Damaged messages never trap`() {
        var generator = SeededGenerator(seed: 3)
        let frames = CapturedFrame.all
        for _ in 0..<4000 {
            guard var bytes = frames.randomElement(using: &generator)?.bytes, bytes.count > 4 else { continue }
            bytes.removeFirst(4)
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8(truncatingIfNeeded: generator.next())
            }
            guard let frame = try? CommFrame(bytes) else { continue }
            if let message = try? TaskMessage(try frame.body) { _ = message.json }
            if let details = try? StartupDetails(try frame.body) { _ = details.body }
        }
    }
}
