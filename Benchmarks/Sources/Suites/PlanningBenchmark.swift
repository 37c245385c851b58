// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// Plans runs in which every task succeeds, event by event, without running anything.
///
/// The baseline of each shape is its cost per task and edge at a thousand tasks: planning should stay linear.
enum PlanningBenchmark: Benchmark {
    static let name = "planning"
    private static let sizes = [1_000, 10_000, 100_000]

    @concurrent static func run() async throws {
        // A hundred thousand tasks have a million edges.
        try measure("layered") { (PlanShape.layered(tasks: $0, width: 10), 0) }
        try measure("mapped") { (PlanShape.mapped($0), $0) }
        try measure("pipelines") { (PlanShape.pipelines($0), 0) }
    }

    private static func measure(_ shape: String, _ make: (Int) -> (document: DAGDocument, length: Int)) throws {
        var baseline: Samples?
        for size in sizes {
            let (document, length) = make(size)
            let count = size > 10_000 ? 5 : 15
            var seconds: [Double] = []
            var perUnit: [Double] = []
            // The first round finds cold caches, which would flatter the sizes behind it.
            for round in 0...count {
                let begin = Process.processorSeconds
                let graph = try PlanGraph(document)
                let started = drive(graph, length: length)
                let end = Process.processorSeconds
                guard let started else { throw BenchmarkError(description: "a plan of \(shape) did not succeed") }
                guard round > 0 else { continue }
                seconds.append(end - begin)
                perUnit.append((end - begin) * 1e9 / Double(started + graph.edgeCount))
            }
            try Figure(
                "\(name)/\(shape)", "cpu_of_\(size)_tasks", Samples(seconds), unit: "s",
                target: size == 100_000 ? .atMost(1) : nil
            ).print()
            let samples = Samples(perUnit)
            try Figure(
                "\(name)/\(shape)", "cpu_per_task_and_edge_of_\(size)", samples, unit: "ns",
                target: baseline == nil ? nil : .ratioAtMost(1.2),
                baseline: baseline.map { ("\(sizes[0]) tasks", $0) }
            ).print()
            baseline = baseline ?? samples
        }
    }

    /// Drives a plan to its end.
    ///
    /// - Returns: How many tries began; nil when the run did not succeed.
    private static func drive(_ graph: PlanGraph, length: Int) -> Int? {
        var plan = RunPlan(graph)
        var started = 0
        var ready: [PlanInstance] = []
        func take(_ actions: [RunPlan.Action]) {
            for case .start(let instance, _) in actions { ready.append(instance) }
        }
        take(plan.start())
        while started < ready.count {
            let instance = ready[started]
            started += 1
            _ = plan.apply(.started(instance))
            take(plan.handle(.ended(instance, .success(length: length))))
        }
        return plan.runState == .success ? started : nil
    }
}
