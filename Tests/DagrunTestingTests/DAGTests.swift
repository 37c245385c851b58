// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunLocal
import DagrunTesting
import Testing

/// Testing whole DAGs, as a user does.
@Suite(.timeLimit(.minutes(15)))
struct DAGTests {
    struct Report: Codable, Sendable, Equatable {
        var rows: Int
        var skipped: Int
    }

    struct Broken: Error, CustomStringConvertible { var description: String { "the source is down" } }

    private let ran = Notes()

    private var sales: DAG {
        let ran = ran
        return DAG("sales", params: ["limit": Param(10)]) {
            let sign = task("sign_in") { _ in ran.add("sign_in") }
            let pull = task("pull") { (context: TaskContext) -> String in
                ran.add("pull")
                throw Broken()
            }.retries(2, delay: .minutes(5))
            sign >>> pull
            let rows = task("parse", pull.output) { csv in csv.split(separator: "\n").map(String.init) }
            let sizes = task("size").expand(over: rows.output) { row, context in
                context.logOutput("row \(row)")
                return row.count
            }
            task("report", rows.output, sizes.output) { (rows: [String], sizes: [Int], context: TaskContext) in
                let limit: Int = try context.params.value("limit")
                try await context.push("limit", limit)
                return Report(rows: rows.count, skipped: sizes.count { $0 > limit })
            }
        }
    }

    @Test func runsOnGivenOutputs() async throws {
        let run = try await sales.test(params: ["limit": .int(3)], inputs: ["pull": .string("ab\nabcd\nabcde")])
        #expect(run.state == .success)
        #expect(try run.output(of: "report", as: Report.self) == Report(rows: 3, skipped: 2))
        #expect(try run.output(of: "report", as: Int.self, key: "limit") == 3)
        #expect(try run.outputs(of: "size", as: Int.self) == [2, 4, 5])
        #expect(try run.output(of: "size", as: Int.self, mapIndex: 1) == 4)
        #expect(try run.logs(of: "size", mapIndex: 2) == ["row abcde"])
        // What only leads to the given output is not run either.
        #expect(ran.all == [])
        #expect(try run.state(of: "sign_in") == .success)
    }

    @Test func showsWhatFailed() async throws {
        let run = try await sales.test()
        #expect(run.state == .failed)
        #expect(try run.tries(of: "pull") == 3)
        #expect(try run.message(of: "pull") == "the source is down")
        #expect(try run.state(of: "report") == .upstreamFailed)
        #expect(run.elapsed == .minutes(10))
        #expect(throws: MissingXCom.self) { try run.output(of: "report", as: Report.self) }
    }

    @Test func runsPartsOnly() async throws {
        let run = try await sales.test(inputs: ["parse": .array([.string("a")])], only: ["size"])
        #expect(run.states.keys.contains(TaskInstanceID("size", mapIndex: 0)))
        #expect(try run.state(of: "report") == nil)
    }

    @Test func isTheSameEachTime() async throws {
        let first = try await sales.test(inputs: ["pull": .string("a\nb\nc\nd")])
        for _ in 0..<20 {
            let again = try await sales.test(inputs: ["pull": .string("a\nb\nc\nd")])
            #expect(again.events == first.events)
            #expect(again.record == first.record)
        }
    }

    @Test func givesVariablesAndConnections() async throws {
        let dag = DAG("dag") {
            task("a") { context in
                let connection = try await context.connection("db")
                context.logOutput("\(connection.password ?? "")")
                return "\(try await context.variable("name"))@\(connection.host ?? "")"
            }
        }
        let connection = try Connection(text: "postgres://me:hidden@db.example/sales", connID: "db")
        let run = try await dag.test(variables: ["name": "Ada"], connections: ["db": connection])
        #expect(try run.output(of: "a", as: String.self) == "Ada@db.example")
        #expect(try run.logs(of: "a") == ["***"])
        #expect(try await dag.test().state == .failed)
    }

    @Test func refusesWhatTheDAGDoesNotHave() async throws {
        let sales = sales
        await #expect(throws: RunError.badOption("the DAG has no param “limits”; did you mean “limit”?")) {
            try await sales.test(params: ["limits": .int(1)])
        }
        await #expect(throws: RunError.badOption("inputs: the DAG has no task “pul”; did you mean “pull”?")) {
            try await sales.test(inputs: ["pul": .string("")])
        }
        await #expect(throws: DAGLoadError.self) {
            try await DAG("bad") {
                task("a") { _ in 1 }
                task("a") { _ in 2 }
            }.test()
        }
        let run = try await sales.test(inputs: ["pull": .string("a")])
        #expect(throws: UnknownTask(taskID: "reprt", suggestion: "report")) { try run.state(of: "reprt") }
    }

    @MainActor @Test func runsFromTheMainActorToo() async throws {
        #expect(try await sales.test().elapsed == .minutes(10))
    }
}
