// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunModel

@Suite struct GraphTextTests {
    private static func sample() -> DAGDocument {
        GraphSamples.document(
            "start > etl > end; etl.load > etl.check", groups: ["etl"], labels: ["start etl": "if \"x\" & <y>"]
        ) {
            if $0.taskID == "start" { $0.kind = .branch }
            if $0.taskID == "etl.load" { $0.expand = ExpandDefinition(over: [.init(name: "x", literal: [1, 2])]) }
        }
    }

    @Test func mermaidHasSubgraphsAndEscapes() {
        #expect(
            MermaidGraph().render(Self.sample()) == """
                flowchart LR
                    t0{"start"}
                    t1["end"]
                    subgraph g0["etl"]
                        t2[["load [×2]"]]
                        t3["check"]
                    end
                    t0 -->|"if #quot;x#quot; #amp; #lt;y#gt;"| g0
                    g0 --> t1
                    t2 --> t3

                """)
    }

    @Test func mermaidColoursStates() {
        var record = RunRecord(
            facts: RunFacts(dagID: "sample", runID: "r", runAfter: .distantPast), start: .distantPast)
        record.apply(RunEvent(time: .distantPast, kind: .decided(TaskInstanceID("end"), .upstreamFailed)))
        let text = MermaidGraph().render(Self.sample(), record: record)
        #expect(text.contains("    classDef upstream_failed fill:#ffa500,color:#000000,stroke:#555555\n"))
        #expect(text.contains("    class t1 upstream_failed\n"))
    }

    @Test func dotHasClustersAndCutsEdgesAtThem() {
        let text = DotGraph().render(Self.sample())
        #expect(text.contains("    subgraph cluster_g0 {\n        label=\"etl\";"))
        #expect(text.contains("    t0 -> t2 [label=\"if \\\"x\\\" & <y>\", lhead=\"cluster_g0\"];\n"))
        #expect(text.contains("    t3 -> t1 [ltail=\"cluster_g0\"];\n"))
        #expect(text.contains("    t2 [label=\"load [×2]\", tooltip=\"etl.load (EmptyOperator)\", peripheries=2];\n"))
    }

    @Test func edgeBetweenAGroupAndItsOwnTaskIsNoCluster() {
        let document = GraphSamples.document("g > g.a; g.b", groups: ["g"])
        #expect(!DotGraph().render(document).contains("ltail"))
        #expect(!MermaidGraph().render(document).contains("-->"))
    }

    @Test(arguments: UInt64(1)...12)
    func svgIsAlwaysWellFormed(seed: UInt64) {
        let document = GraphSamples.random(seed, tasks: 20, edges: 30)
        var record = RunRecord(
            facts: RunFacts(dagID: "sample", runID: "r", runAfter: .distantPast), start: .distantPast)
        record.apply(RunEvent(time: .distantPast, kind: .decided(TaskInstanceID("task_3"), .failed)))
        for text in [SVGGraph().render(document), SVGGraph().render(document, record: record)] {
            #expect(XMLChecker.fault(in: text) == nil)
            #expect(text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
        }
        #expect(SVGGraph().render(document, record: record).contains("class=\"task failed\""))
        #expect(SVGGraph().render(document) == SVGGraph().render(document))
    }

    @Test(arguments: UInt64(1)...12)
    func boxesOverlapOnlyWhereOneHoldsTheOther(seed: UInt64) {
        let content = GraphContent(GraphSamples.random(seed, tasks: 24, edges: 36), record: nil)
        let layout = NestedLayout(content, taskSize: { _ in (60, 30) }, groupLabel: { _ in 40 })
        let boxes =
            content.nodes.indices.map { (GraphContent.End.task($0), layout.tasks[$0]) }
            + content.groups.indices.map { (GraphContent.End.group($0), layout.groups[$0]) }
        for (index, (end, box)) in boxes.enumerated() {
            #expect(box.x >= 0 && box.y >= 0)
            #expect(box.x + box.width <= layout.size.width && box.y + box.height <= layout.size.height)
            for (other, around) in boxes[(index + 1)...] {
                let apart =
                    box.x + box.width <= around.x || around.x + around.width <= box.x
                    || box.y + box.height <= around.y || around.y + around.height <= box.y
                #expect(apart != (content.isInside(end, other) || content.isInside(other, end)))
            }
        }
    }
}
