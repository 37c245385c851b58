// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTesting
import FoundationEssentials
import Testing

/// Testing one operator or sensor.
@Suite(.timeLimit(.minutes(15)))
struct OperatorTests {
    struct Greet: Operator {
        var name: Input<String>

        func execute(_ context: TaskContext) async throws -> String {
            let greeting = try await context.variable("greeting")
            let name = try await context.resolve(name)
            context.logger.info("greets", metadata: ["who": "\(name)"])
            try await context.push("length", greeting.count)
            return "\(greeting) \(name)"
        }
    }

    struct Failing: Operator {
        var error: any Error & Sendable

        func execute(_ context: TaskContext) async throws -> NoOutput { throw error }
    }

    struct Slow: Operator {
        var taskDefaults: TaskSettings { TaskSettings(timeout: .seconds(10)) }

        func execute(_ context: TaskContext) async throws -> NoOutput {
            try await context.clock.sleep(for: .hours(1))
            return NoOutput()
        }
    }

    struct Third: Sensor {
        typealias Output = Int

        func poke(_ context: TaskContext) async throws -> PokeResult<Int> {
            context.clock.now() >= VirtualClock.defaultStart.addingTimeInterval(120) ? .done(7) : .notYet
        }
    }

    @Test func returnsWhatItReturned() async throws {
        let services = InMemoryServices(outputs: ["who": "Ada"], variables: ["greeting": "hello"])
        let context = TestContext(services: services, params: ["x": .int(1)])
        let input = Input<String>.computed { context in try await context.pull("who") }
        let result = await Greet(name: input).test(in: context)
        #expect(result.output == "hello Ada")
        #expect(result.message == nil)
        #expect(result.logs == ["INFO greets who=Ada"])
        #expect(try services.pushed[XComKey(taskID: "task", key: "length")]?.decode(as: Int.self) == 5)
    }

    @Test func saysWhatIsMissing() async {
        let result = await Greet(name: "Ada").test()
        #expect(result.message == #"the test gives no variable “greeting”; give it with variables: ["greeting": …]"#)
    }

    @Test func endsAsInARun() async {
        var context = TestContext()
        #expect(await Failing(error: TaskSignal.skip("no")).test(in: context).isSkipped)
        guard case .failed("broken") = await Failing(error: TaskSignal.fail("broken")).test(in: context).outcome else {
            Issue.record("not failed")
            return
        }
        context.task.retries = 1
        let result = await Failing(error: TaskSignal.retry(after: .seconds(3), "later")).test(in: context)
        guard case .retry(after: .seconds(3), "later") = result.outcome else {
            Issue.record("no retry: \(result)")
            return
        }
        context.tryNumber = 2
        guard
            case .failed("later") = await Failing(error: TaskSignal.retry(after: .seconds(3), "later")).test(
                in: context
            ).outcome
        else {
            Issue.record("not failed for good")
            return
        }
    }

    @Test func keepsItsTimeout() async {
        let clock = VirtualClock()
        let result = await Slow().test(in: TestContext(clock: clock))
        #expect(result.message == "timed out after 10.00 s")
        #expect(clock.elapsed == .seconds(10))
    }

    @Test(arguments: [SensorMode.poke, .reschedule]) func aSensorLooksUntilItIsDone(mode: SensorMode) async {
        let clock = VirtualClock()
        let result = await Third().mode(mode).interval(.seconds(50)).test(in: TestContext(clock: clock))
        #expect(result.output == 7)
        #expect(clock.elapsed == .seconds(150))
        #expect(result.looks == (mode == .poke ? 1 : 4))
    }

    @Test func aSensorFailsWhenItsTimeIsUp() async {
        let result = await Third().mode(.reschedule).interval(.seconds(50)).timeout(.seconds(60)).test()
        #expect(result.message?.hasPrefix("timed out: waited ") == true)
    }

    @Test func servicesHandOutMappedOutputs() throws {
        let services = InMemoryServices(outputs: ["each": .array([.int(1), .int(2)])])
        #expect(try services.xcoms(of: "each", key: XComKey.returnValue).map { try $0.decode(as: Int.self) } == [1, 2])
        services.give(.int(9), as: XComKey(taskID: "other", mapIndex: 1))
        services.give(.int(8), as: XComKey(taskID: "other", mapIndex: 0))
        #expect(
            try services.xcoms(of: "other", key: XComKey.returnValue).map { try $0.decode(as: Int.self) } == [8, 9])
    }
}
