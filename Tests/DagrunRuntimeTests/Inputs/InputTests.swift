// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import Testing

struct InputTests {
    private func upstream<Value: Codable & Sendable>(_ type: Value.Type = Value.self) -> Input<Value> {
        Input(dependencies: [InputDependency(taskID: "up", part: .whole, typeName: "T")]) { try await $0.pull("up") }
    }

    private func context(_ json: String?) -> TaskContext {
        var attempt = Try()
        if let json { attempt.services = MemoryServices([XComKey(taskID: "up"): XComValue(json: Array(json.utf8))]) }
        return attempt.context
    }

    @Test func `literals of each kind are inputs`() async throws {
        let number: Input<Int> = 5
        let fraction: Input<Double> = 0.5
        let flag: Input<Bool> = true
        let list: Input<[String]> = ["a", "b"]
        let context = context(nil)
        #expect(try await context.resolve(number) == 5)
        #expect(try await context.resolve(fraction) == 0.5)
        #expect(try await context.resolve(flag))
        #expect(try await context.resolve(list) == ["a", "b"])
        #expect(try await context.resolve(Input<Int>?.none) == nil)
        #expect(list.preview == #"["a", "b"]"# && list.dependencies.isEmpty)
    }

    @Test func `map changes the value and keeps the edge`() async throws {
        let input = upstream(Int.self).map { $0 * 2 }.map { "\($0)!" }
        #expect(try await context("21").resolve(input) == "42!")
        #expect(input.dependencies.map(\.taskID) == ["up"] && input.isTransformed)
    }

    @Test func `an error of map is the task's`() async {
        let input = upstream(Int.self).map { _ -> Int in throw Oops() }
        await #expect(throws: Oops.self) { try await context("1").resolve(input) }
    }

    @Test func `a missing value is an error that says what to do`() async {
        let error = await #expect(throws: MissingXCom.self) { try await context(nil).resolve(upstream(Int.self)) }
        #expect(error?.description.contains("task up pushed no XCom “return_value”") == true)
        #expect(error?.description.contains("`.optional`") == true)
    }

    @Test(arguments: [(nil, nil), ("7", 7)] as [(String?, Int?)])
    func `optional is nil where nothing was pushed`(_ json: String?, _ expected: Int?) async throws {
        #expect(try await context(json).resolve(upstream(Int.self).optional) == expected)
        #expect(try await context(json).resolve(upstream(Int.self).optional.optional) == .some(expected))
    }

    @Test func `optional does not hide other errors`() async {
        await #expect(throws: UnfitXCom.self) { try await context(#""x""#).resolve(upstream(Int.self).optional) }
        let broken = upstream(Int.self).map { _ -> Int in throw Oops() }.optional
        await #expect(throws: Oops.self) { try await context("1").resolve(broken) }
    }

    @Test func `a computed input is worked out when the task runs`() async throws {
        let input = Input<Int>.computed { $0.tryNumber + 1 }
        #expect(try await context(nil).resolve(input) == 2)
        #expect(input.constant == nil && input.preview == nil)
    }
}
