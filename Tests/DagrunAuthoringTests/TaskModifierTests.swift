// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct TaskModifierTests {
    /// Declares one task, changes it, and reads its definition.
    private func definition(_ change: @escaping @Sendable (TaskHandle<Int>) -> Void) -> TaskDefinition {
        let dag = DAG("d") { change(task("t") { _ in 1 }) }
        return dag.definition("t") ?? TaskDefinition(taskID: "missing")
    }

    @Test func `a plain task has Airflow's defaults`() {
        var expected = TaskDefinition(taskID: "t", operatorName: "ClosureOperator")
        expected.outputType = "Int"
        #expect(definition { _ in } == expected)
    }

    @Test func `tries`() {
        let task = definition {
            $0.retries(3, delay: .seconds(5), backoff: .exponential, maximumDelay: .minutes(2)).timeout(
                .milliseconds(500))
        }
        #expect(task.retries == 3 && task.retryDelay == 5)
        #expect(task.retryExponentialBackoff == 2 && task.maxRetryDelay == 120)
        #expect(task.executionTimeout == 0.5)
    }

    @Test(arguments: TriggerRule.allCases.filter { $0 != .always })
    func `trigger rules`(_ rule: TriggerRule) {
        #expect(definition { $0.triggerRule(rule) }.triggerRule == rule)
    }

    @Test func `scheduling`() {
        let task = definition {
            $0.pool("db", slots: 2).priority(9, rule: .absolute).queue("gpio").executor("CeleryExecutor")
                .maximumActive(perDAG: 4, perRun: 3).dependsOnPast(waitForDownstream: true)
        }
        #expect(task.pool == "db" && task.poolSlots == 2 && task.priorityWeight == 9 && task.weightRule == .absolute)
        #expect(task.queue == "gpio" && task.executor == "CeleryExecutor")
        #expect(task.maxActivePerDAG == 4 && task.maxActivePerRun == 3)
        #expect(task.dependsOnPast && task.waitForDownstream)
    }

    @Test func `data`() {
        let raw = Asset(name: "raw")
        let clean = Asset(name: "clean")
        let task = definition { $0.multipleOutputs().withoutXComPush().inlets(raw).outlets(clean) }
        #expect(task.multipleOutputs && !task.doXComPush && task.inlets == [raw] && task.outlets == [clean])
    }

    @Test func `words`() {
        let task = definition { $0.docs("*why*").displayName("The task").owner("bob") }
        #expect(task.docMarkdown == "*why*" && task.displayName == "The task" && task.owner == "bob")
    }

    @Test func `callbacks are named`() {
        let task = definition { handle in
            handle.onSuccess { _ in }.onFailure { _, _ in }.onRetry { _, _ in }.onSkip { _ in }
        }
        #expect(task.callbacks == ["success", "failure", "retry", "skip"])
    }

    @Test func `a teardown names its setups, marks them and stands behind them`() {
        let dag = DAG("d") {
            let up = task("up", Nothing())
            let work = task("work", Nothing())
            let down = task("down", Nothing()).teardown(of: up, failsRun: true)
            up >>> work >>> down
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("up")?.isSetup == true)
        let down = dag.definition("down")
        #expect(down?.teardown == TaskDefinition.Teardown(setups: ["up"], onFailureFailDAGRun: true))
        #expect(down?.triggerRule == .allDoneSetupSuccess)
    }

    @Test func `inner settings override outer ones, and modifiers all`() {
        let dag = DAG("d", defaults: TaskSettings(retries: 1, retryDelay: .seconds(1), queue: "dag", owner: "dag")) {
            task("outside", Nothing())
            TaskGroup("g", defaults: TaskSettings(retries: 2, queue: "group", executor: "pods")) {
                task("plain", Nothing())
                TaskGroup("h", defaults: TaskSettings(queue: "inner")) {
                    task("deep", Nothing()).retries(9)
                    task("greet", Greet(name: "ann"))
                }
            }
        }
        #expect(dag.definition("outside")?.retries == 1 && dag.definition("outside")?.queue == "dag")
        #expect(dag.definition("g.plain")?.retries == 2 && dag.definition("g.plain")?.queue == "group")
        let deep = dag.definition("g.h.deep")
        #expect(deep?.executor == "pods" && dag.definition("outside")?.executor == nil)
        #expect(deep?.retries == 9 && deep?.retryDelay == 1 && deep?.queue == "inner" && deep?.owner == "dag")
        let greet = dag.definition("g.h.greet")
        #expect(greet?.retries == 7 && greet?.pool == "greeters" && greet?.operatorName == "Greet")
    }

    @Test func `callbacks of a DAG's defaults come before a task's own`() {
        var defaults = TaskSettings()
        defaults.callbacks.onFailure = [{ _, _ in }]
        let dag = DAG("d", defaults: defaults) {
            task("t", Nothing()).onFailure { _, _ in }
            task("u", Nothing())
        }
        #expect(dag.tasks.map(\.callbacks.onFailure.count) == [2, 1])
    }
}
