// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunModel
import DagrunRuntime
import Synchronization
import Testing

@testable import DagrunLocal

/// Local runs that have a person to ask.
@Suite(.timeLimit(.minutes(15))) struct AskingTests {
    private struct Asks: Operator {
        var defaults: [String]?
        var timeout: Duration?

        func execute(_ context: TaskContext) async throws -> JSONValue {
            var request = HumanRequest("Is \(try await context.variable("password")) right?", options: ["yes", "no"])
            request.defaults = defaults
            request.params = ["n": ["value": 1, "schema": ["type": "integer"]]]
            throw TaskSignal.awaitInput(request, timeout: timeout)
        }

        func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> JSONValue {
            [
                resumption.event["chosen_options"] ?? .null, resumption.event["params_input"] ?? .null,
                resumption.event["timedout"] ?? .null, resumption.event["error_type"] ?? .null,
            ]
        }
    }

    private func run(
        _ asks: Asks, _ ask: @escaping @Sendable (TaskInstanceID, HumanRequest) async throws -> HumanAnswer,
        _ change: (inout LocalRunConfiguration) -> Void = { _ in }
    ) async throws -> FlowRun {
        try await FlowRun(DAG("d") { task("asks", asks).retries(3) }) { configuration in
            configuration.given.variables = ["password": "hunter2"]
            configuration.ask = ask
            change(&configuration)
        }
    }

    @Test func `a person is asked, and sees no secret`() async throws {
        let seen = Mutex<[String]>([])
        let run = try await run(Asks()) { instance, request in
            seen.withLock { $0.append("\(instance): \(request.subject)") }
            return HumanAnswer(["no"], fields: ["n": 2])
        }
        #expect(run.state == .success)
        #expect(seen.withLock { $0 } == ["asks: Is *** right?"])
        #expect(run.value("asks") == #"[["no"],{"n":2},false,null]"#)
    }

    @Test func `who answered beforehand is not asked`() async throws {
        let run = try await run(Asks(), { _, _ in throw CancellationError() }) { $0.answers = ["asks": ["yes"]] }
        #expect(run.value("asks") == #"[["yes"],{"n":1},false,null]"#)
    }

    @Test func `where nobody answers in time, the defaults are taken, or there are none`() async throws {
        let silence: @Sendable (TaskInstanceID, HumanRequest) async throws -> HumanAnswer = { _, _ in
            for await _ in AsyncStream<Int>(Int.self, { _ in }) {}
            throw CancellationError()
        }
        let defaults = try await run(Asks(defaults: ["no"], timeout: .hours(3)), silence)
        #expect(defaults.value("asks") == #"[["no"],{"n":1},true,null]"#)
        let none = try await run(Asks(timeout: .hours(3)), silence)
        #expect(none.value("asks") == #"[null,null,null,"timeout"]"#)
    }

    @Test func `a question without an answer fails the task for good`() async throws {
        let run = try await run(Asks()) { _, _ in throw ServiceUnavailable("nobody answered") }
        #expect(run.state == .failed)
        #expect(run.record.instances[TaskInstanceID("asks")]?.attempts.count == 1)
        #expect(run.message("asks") == "nobody answered")
    }
}
