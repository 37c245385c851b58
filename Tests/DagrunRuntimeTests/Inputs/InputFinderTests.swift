// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import Testing

struct InputFinderTests {
    struct Inner: Sendable { var deep: Input<Int> = 1 }
    enum Choice: Sendable { case some(Input<Int>), none }

    struct Outer: Sendable {
        var plain: Input<String> = "a"
        var maybe: Input<String>? = "b"
        var missing: Input<String>?
        var list: [Input<Int>] = [1, 2]
        var named: [String: Input<Int>] = ["k": 3]
        var inner = Inner()
        var number = 5
        var choice = Choice.some(4)
    }

    @Test func `inputs are found wherever a struct may hold them`() {
        let found = InputFinder.inputs(of: Outer()).map { "\($0.name)=\($0.input.preview ?? "-")" }
        #expect(
            found == [
                "plain=a", "maybe=b", "list=1", "list=2", "named.value=3", "inner.deep=1", "choice=4",
            ])
    }

    struct Ask: Operator {
        var subject: Input<String> = "?"
        func execute(_ context: TaskContext) async throws -> Int { 1 }
    }

    struct Approve: Operator {
        var question = Ask()
        var reason: Input<String> = "why"
        func execute(_ context: TaskContext) async throws -> Int { try await question.execute(context) }
    }

    @Test func `inputs of an operator that another one is made of are named as its own`() {
        #expect(InputFinder.inputs(of: Approve()).map(\.name) == ["subject", "reason"])
    }
}
