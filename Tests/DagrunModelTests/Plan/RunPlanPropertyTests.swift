// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import Testing

/// What must hold for every DAG, every outcome and every order of ends.
struct RunPlanPropertyTests {
    static let seeds = Array(UInt64(0)..<400)

    /// Drives a plan with random outcomes in a random order, checking as it goes.
    struct Drive {
        let document: DAGDocument
        let graph: PlanGraph
        let seed: UInt64
        var plan: RunPlan
        var random: SeededGenerator
        var events: [RunPlan.Event] = []
        var ready: [PlanInstance] = []
        var running: [PlanInstance] = []
        var timers: [PlanInstance] = []
        var tries: Set<[Int]> = []
        var lengths: [PlanInstance: RunPlan.Outcome] = [:]
        var isOver = false

        init(seed: UInt64) throws {
            document = RandomDAG.make(seed: seed)
            graph = try PlanGraph(document)
            plan = RunPlan(graph)
            self.seed = seed
            random = SeededGenerator(seed: seed &+ 1_000_000)
        }

        mutating func take(_ actions: [RunPlan.Action]) {
            for action in actions {
                #expect(!isOver, "seed \(seed): \(action) after the end")
                switch action {
                case .start(let instance, let tryNumber):
                    #expect(
                        tries.insert([instance.task, instance.mapIndex, tryNumber]).inserted,
                        "seed \(seed): \(graph.id(of: instance)) begins try \(tryNumber) twice")
                    #expect(plan.state(instance) == .scheduled)
                    ready.append(instance)
                case .decided(let instance, _, _):
                    ready.removeAll { $0 == instance }
                    timers.removeAll { $0 == instance }
                case .cancel(let instance): running.removeAll { $0 == instance }
                case .ended(let instance, _, let state, _):
                    if state == .upForRetry { timers.append(instance) }
                case .mapped: break
                case .runEnded: isOver = true
                }
            }
        }

        /// Does one thing that may happen next.
        mutating func step() {
            let choices = ready.count + running.count + timers.count
            var choice = random.below(choices)
            if choice < ready.count {
                let instance = ready.remove(at: choice)
                running.append(instance)
                return tell(.started(instance))
            }
            choice -= ready.count
            if choice < running.count {
                let instance = running.remove(at: choice)
                let outcome = RandomDAG.outcome(
                    instance, tryNumber: plan.tryNumber(instance), task: document.tasks[instance.task], graph: graph,
                    seed: seed)
                lengths[instance] = outcome
                return tell(.ended(instance, outcome))
            }
            tell(.due(timers.remove(at: choice - running.count)))
        }

        mutating func tell(_ event: RunPlan.Event) {
            events.append(event)
            take(plan.handle(event))
        }

        var hasWork: Bool { !(ready.isEmpty && running.isEmpty && timers.isEmpty) }

        var states: [String] {
            (0..<graph.taskCount).flatMap { plan.instances(of: $0) }.map {
                "\(graph.id(of: $0)) \(plan.state($0)?.rawValue ?? "none") \(plan.tryNumber($0))"
            }
        }

        mutating func finish() {
            var steps = 0
            while hasWork, !isOver, steps < 10_000 {
                step()
                steps += 1
            }
        }
    }

    @Test(arguments: seeds)
    func `every run ends, and no try begins twice`(_ seed: UInt64) throws {
        var drive = try Drive(seed: seed)
        drive.take(drive.plan.start())
        drive.finish()
        #expect(drive.isOver, "seed \(seed): \(drive.states)")
        #expect(drive.plan.runState.isFinished)
        #expect(drive.plan.isIdle)
        #expect(drive.plan.look() == [])
    }

    @Test(arguments: seeds)
    func `nothing starts before its trigger rule holds`(_ seed: UInt64) throws {
        var drive = try Drive(seed: seed)
        let judge = NaiveJudge(graph: drive.graph, document: drive.document)
        var known = drive.ready.count
        drive.take(drive.plan.start())
        while !drive.isOver, drive.hasWork {
            for instance in drive.ready.dropFirst(min(known, drive.ready.count))
            where drive.document.tasks[instance.task].group == nil {
                #expect(judge.mayStart(instance, drive.plan), "seed \(seed): \(drive.graph.id(of: instance))")
            }
            known = drive.ready.count
            drive.step()
            known = min(known, drive.ready.count)
        }
    }

    @Test(arguments: seeds)
    func `the same events give the same states`(_ seed: UInt64) throws {
        var drive = try Drive(seed: seed)
        drive.take(drive.plan.start())
        drive.finish()
        var again = RunPlan(drive.graph)
        _ = again.start()
        for event in drive.events { _ = again.handle(event) }
        let states = (0..<drive.graph.taskCount).flatMap { again.instances(of: $0) }.map {
            "\(drive.graph.id(of: $0)) \(again.state($0)?.rawValue ?? "none") \(again.tryNumber($0))"
        }
        #expect(states == drive.states)
        #expect(again.runState == drive.plan.runState)
    }

    @Test(arguments: seeds)
    func `a run that goes on from any point repeats nothing that ended`(_ seed: UInt64) throws {
        var drive = try Drive(seed: seed)
        drive.take(drive.plan.start())
        var steps = drive.random.below(20)
        while steps > 0, drive.hasWork, !drive.isOver {
            drive.step()
            steps -= 1
        }
        if drive.isOver { return }
        let before = drive.plan
        drive.plan = RunPlan(drive.graph, seed: seedOf(drive))
        drive.running = []
        drive.ready = []
        drive.timers = []
        var over: [PlanInstance: TaskState] = [:]
        for task in 0..<drive.graph.taskCount {
            for instance in before.instances(of: task) {
                guard let state = before.state(instance) else { continue }
                #expect(drive.plan.instances(of: task).contains(instance), "seed \(seed)")
                if state.isFinished { over[instance] = state }
                if state == .upForRetry { drive.timers.append(instance) }
            }
        }
        for (instance, state) in over {
            #expect(drive.plan.state(instance) == state, "seed \(seed): \(drive.graph.id(of: instance))")
        }
        drive.take(drive.plan.start())
        #expect(drive.ready.allSatisfy { over[$0] == nil }, "seed \(seed)")
        drive.finish()
        #expect(drive.isOver, "seed \(seed): \(drive.states)")
        for (instance, state) in over where state == .success || state == .failed {
            #expect(drive.plan.state(instance) == state, "seed \(seed): \(drive.graph.id(of: instance))")
        }
    }

    private func seedOf(_ drive: Drive) -> RunSeed {
        var seed = RunSeed()
        for task in 0..<drive.graph.taskCount {
            seed.counts[task] = drive.plan.count(of: task)
            for instance in drive.plan.instances(of: task) {
                let state = drive.plan.state(instance)
                guard state != nil || drive.plan.tryNumber(instance) > 0 else { continue }
                var known = RunSeed.Instance(
                    state: state, tryNumber: drive.plan.tryNumber(instance),
                    lostTries: state == .running || state == .scheduled ? 1 : 0)
                if state == .success, case .success(let length, let returned, let choice)? = drive.lengths[instance] {
                    known.returned = returned
                    known.length = length
                    if let choice { known.skipped = drive.plan.skippedTasks(by: task, choice) }
                }
                seed.instances[instance] = known
            }
        }
        return seed
    }
}
