// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunSystem
import DagrunTestSupport
import DagrunTesting
import FoundationEssentials
import Testing

@testable import DagrunLocal

/// A journal that was cut off anywhere can be read and gone on with.
@Suite(.timeLimit(.minutes(15)))
struct TruncationTests {
    private let ran = Tally()

    private func dag() -> DAG {
        let ran = ran
        return DAG("dag") {
            let create = task("create") { _ in ran.note("create[-1]") }
            let list = task("list") { _ in
                ran.note("list[-1]")
                return [1, 2, 3]
            }
            create >>> list
            let each = task("each").expand(over: list.output) { number, context in
                ran.note("each[\(context.mapIndex)]")
                if number == 2, context.tryNumber == 1 { throw TestError() }
                try await context.push("note", "{\"a\": \(number)}")
                return number * 10
            }.retries(5, delay: .seconds(1))
            let twice = task("twice").expand(over: each.output) { number, context in
                ran.note("twice[\(context.mapIndex)]")
                return number * 2
            }
            let sum = task("sum", twice.output) { (numbers: [Int], context: TaskContext) in
                ran.note("sum[-1]")
                return numbers.reduce(0, +)
            }
            let choose = branch("choose", sum.output) { _ in OneTwo.one }
            choose.path(.one) >>> task("one") { _ in ran.note("one[-1]") }
            choose.path(.two) >>> task("two") { _ in ran.note("two[-1]") }
            let drop = task("drop") { _ in ran.note("drop[-1]") }.teardown(of: create)
            sum >>> drop
        }
    }

    @Test func atAnyByte() async throws {
        let probe = try Probe()
        let dag = dag()
        let whole = try await probe.run(dag) { $0.runID = "one" }
        #expect(whole.state == .success)
        let bytes = try Folders.read(probe.journal(dag))
        let firstLine = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
        var random = SeededGenerator(seed: 1)
        var cuts = Set([0, 1, firstLine, firstLine + 1, bytes.count - 1, bytes.count])
        while cuts.count < min(200, bytes.count) { cuts.insert(Int.random(in: 0...bytes.count, using: &random)) }
        for cut in cuts.sorted() {
            let probe = try Probe()
            try JournalText.write(Array(bytes[..<cut]), to: probe.journal(dag))
            ran.clear()
            if cut <= firstLine {
                #expect(throws: RunError.emptyJournal(probe.journal(dag))) { try probe.contents(dag) }
                // Nothing began: a new run may take its place.
                #expect(try await probe.run(dag) { $0.runID = "one" }.state == .success)
            } else {
                let before = try probe.contents(dag).record
                let after = try await probe.resume(dag)
                #expect(after.state == .success)
                let ended = before.instances.filter { $0.value.state?.isFinished ?? false }.keys
                    .map { "\($0.taskID)[\($0.mapIndex)]" }
                #expect(Set(ran.notes).isDisjoint(with: ended), "cut at \(cut)")
            }
            let record = try probe.contents(dag).record
            #expect(record.state == .success, "cut at \(cut)")
            #expect(record.instances.mapValues(\.state) == whole.instances.mapValues(\.state), "cut at \(cut)")
            #expect(record.instances.mapValues(\.value) == whole.instances.mapValues(\.value), "cut at \(cut)")
        }
    }
}
