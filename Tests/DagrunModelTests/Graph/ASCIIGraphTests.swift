// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunModel

@Suite struct ASCIIGraphTests {
    @Test func diamondIsDrawnFromLeftToRight() {
        let text = ASCIIGraph().render(GraphSamples.document("a > b, c > d"))
        #expect(
            text == """
                a ─┬─> b ─╮
                   ╰─> c ─┴─> d

                """)
    }

    @Test func longEdgePassesTheTasksBetween() {
        let document = GraphSamples.document("pull > parse > cities > total > report; parse > total") {
            if $0.taskID == "total" { $0.expand = ExpandDefinition(over: [.init(name: "city", task: "cities")]) }
        }
        #expect(
            ASCIIGraph().render(document) == """
                pull ──> parse ─┬─> cities ─╮
                                ╰───────────┴─> total [×?] ──> report

                """)
    }

    @Test func tasksOfAMappedGroupShowHowManyCopiesThereAre() {
        var document = GraphSamples.document("list > each.get > each.inner.put > end", groups: ["each", "each.inner"])
        document.groups[0].expand = ExpandDefinition(over: [.init(name: "x", task: "list")])
        #expect(
            ASCIIGraph().render(document) == "list ──> each.get [×?] ──> each.inner.put [×?] ──> end\n")
        var record = RunRecord(
            facts: RunFacts(dagID: "sample", runID: "r", runAfter: .distantPast), start: .distantPast)
        record.apply(RunEvent(time: .distantPast, kind: .mapped(taskID: "each.get", count: 3)))
        let end = RunEvent.AttemptEnd(state: .success)
        for index in 0..<3 {
            let id = TaskInstanceID("each.get", mapIndex: index)
            record.apply(RunEvent(time: .distantPast, kind: .ended(id, tryNumber: 1, end)))
        }
        #expect(ASCIIGraph().render(document, record: record).contains("✓ each.get [×3] ──> · each.inner.put [0/3]"))
        document.groups[0].expand = ExpandDefinition(over: [.init(name: "x", literal: [1, 2])])
        #expect(ASCIIGraph().render(document).contains("each.get [×2]"))
    }

    @Test func asciiOnlyHasNoOtherCharacters() {
        let document = GraphSamples.document("a > b, c > d; a > d", labels: ["b d": "yes"]) {
            $0.isSetup = $0.taskID == "a"
            if $0.taskID == "d" { $0.expand = ExpandDefinition(over: [.init(name: "x", literal: [1, 2])]) }
        }
        let text = ASCIIGraph(usesASCIIOnly: true).render(document)
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(text.contains("^ a") && text.contains("(yes)") && text.contains("d [x2]"))
    }

    @Test func deepGraphIsDrawnFromTopToBottom() {
        let document = GraphSamples.document("first_step > second_step > left_side, right_side > last_step")
        #expect(
            ASCIIGraph(width: 30).render(document).split(separator: "\n") == [
                "      first_step",
                "          │",
                "     second_step",
                "    ╭─────┴─────╮",
                "left_side   right_side",
                "    ╰─────┬─────╯",
                "      last_step",
            ])
    }

    @Test func tasksAlikeAreFolded() {
        let workers = (0..<93).map { "work\($0)" }.joined(separator: ",")
        let text = ASCIIGraph().render(GraphSamples.document("start > \(workers) > join"))
        #expect(text.contains("… 88 more"))
        #expect(text.contains("work4 ") && !text.contains("work5 "))
        #expect(text.split(separator: "\n").count == 6)
    }

    @Test func tenWorkersAreNotFolded() {
        let workers = (0..<10).map { "work\($0)" }.joined(separator: ",")
        let text = ASCIIGraph().render(GraphSamples.document("start > \(workers) > join"))
        #expect(!text.contains("more"))
        #expect(text.split(separator: "\n").count == 10)
    }

    @Test func statesOfARunAreShown() {
        let document = GraphSamples.document("a > b")
        var record = RunRecord(
            facts: RunFacts(dagID: "sample", runID: "r", runAfter: .distantPast), start: .distantPast)
        record.apply(RunEvent(time: .distantPast, kind: .decided(TaskInstanceID("a"), .failed)))
        let text = ASCIIGraph().render(document, record: record)
        #expect(text.hasPrefix("✗ a ──> · b\n"))
        #expect(text.contains("✗ failed"))
        #expect(ASCIIGraph(usesColor: true).render(document, record: record).contains("\u{1B}[1;31m✗ a"))
    }

    @Test func mappedTaskShowsHowManyAreDone() {
        let document = GraphSamples.document("a") {
            $0.expand = ExpandDefinition(over: [.init(name: "x", task: "y")])
        }
        var record = RunRecord(
            facts: RunFacts(dagID: "sample", runID: "r", runAfter: .distantPast), start: .distantPast)
        record.apply(RunEvent(time: .distantPast, kind: .mapped(taskID: "a", count: 46)))
        for index in 0..<31 {
            record.apply(RunEvent(time: .distantPast, kind: .decided(TaskInstanceID("a", mapIndex: index), .skipped)))
        }
        #expect(ASCIIGraph().render(document, record: record).contains("a [31/46]"))
    }

    @Test func cyclesAndUnknownIdsAreSurvived() {
        let cycle = GraphSamples.document("a > b > c > a; a > a; ghost > b")
        #expect(ASCIIGraph().render(cycle).contains("cycle: c → a"))
        var broken = GraphSamples.document("a > b")
        broken.edges.append(EdgeDefinition(from: "nobody", to: "b"))
        broken.tasks.append(TaskDefinition(taskID: "a", group: "missing"))
        broken.groups = [TaskGroupDefinition(groupID: "g", parent: "g"), TaskGroupDefinition(groupID: "g")]
        #expect(ASCIIGraph().render(broken) == "a ──> b\n")
        #expect(ASCIIGraph().render(DAGDocument(dag: DAGDefinition(dagID: "x"), tasks: [])) == "(no tasks)\n")
    }

    @Test(arguments: [20, 40, 80, 120], [1 as UInt64, 2, 3, 4, 5, 6])
    func noLineIsWiderThanTheTerminal(width: Int, seed: UInt64) {
        for count in [3, 12, 40] {
            let document = GraphSamples.random(seed, tasks: count, edges: count * 3 / 2)
            let renderer = ASCIIGraph(width: width)
            let text = renderer.render(document)
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width, "\(line)") }
            #expect(text == renderer.render(document))
            // Nothing is folded here, so each task is on the drawing, at most cut.
            if width >= 80 { for task in document.tasks { #expect(text.contains(task.taskID)) } }
        }
    }

    @Test func twoThousandTasksStayBounded() {
        let text = ASCIIGraph(width: 80, maximumLines: 100).render(GraphSamples.random(7, tasks: 2000, edges: 4000))
        let lines = text.split(separator: "\n")
        #expect(lines.count <= 103)
        #expect(lines.contains { $0.hasPrefix("… ") && $0.hasSuffix(" more tasks") })
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
    }
}
