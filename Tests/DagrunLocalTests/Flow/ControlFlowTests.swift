// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunModel
import DagrunRuntime
import Testing

struct ControlFlowTests {
    @Test(arguments: [(FlowPath.left, "a", "b"), (.right, "b", "a")])
    func `a branch skips the paths that it did not choose`(_ path: FlowPath, _ taken: String, _ other: String)
        async throws
    {
        let dag = DAG("d") {
            let choice = branch("choice") { path }
            let left = task("a") { _ in 1 }
            let right = task("b") { _ in 2 }
            choice.path(.left) >>> left
            choice.path(.right) >>> right
            let behind = task("\(other)_behind") { _ in 3 }
            (path == .left ? right : left) >>> behind
            task("join", left.output.optional, right.output.optional) { ($0 ?? 0) + ($1 ?? 0) }
                .triggerRule(.noneFailedMinOneSuccess)
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success)
        #expect(run.state(taken) == .success && run.all(.skipped) == [other, "\(other)_behind"])
        #expect(run.value("join") == (path == .left ? "1" : "2"))
        #expect(run.value("choice") == "[\"\(path.rawValue)\"]")
    }

    @Test func `a path that leads to nothing skips all others`() async throws {
        let dag = DAG("d") {
            let choice = branch("choice") { FlowPath.right }
            choice.path(.left) >>> task("a") { _ in 1 }
            choice.ends(.right)
        }
        #expect(try await FlowRun(dag).all(.skipped) == ["a"])
    }

    @Test(arguments: [([FlowPath.left, .right], []), ([], ["a", "b"])])
    func `a branch may choose several paths or none`(_ paths: [FlowPath], _ skipped: [String]) async throws {
        let dag = DAG("d") {
            let choice = branchMany("choice") { paths }
            choice.path(.left) >>> task("a") { _ in 1 }
            choice.path(.right) >>> task("b") { _ in 1 }
        }
        #expect(try await FlowRun(dag).all(.skipped) == skipped)
    }

    @Test func `a branch to a group takes the whole group`() async throws {
        let dag = DAG("d") {
            let choice = branch("choice") { FlowPath.left }
            let group = TaskGroup("g") {
                let x = task("x") { _ in 1 }
                x >>> task("y") { _ in 1 }
            }
            choice.path(.left) >>> group
            choice.path(.right) >>> [task("b") { _ in 1 }, TaskGroup("h") { task("z") { _ in 1 } }]
        }
        let run = try await FlowRun(dag)
        #expect(run.all(.success) == ["choice", "g.x", "g.y"] && run.all(.skipped) == ["b", "h.z"])
    }

    @Test func `branches and short circuits may ask about the run`() async throws {
        let dag = DAG("d") {
            let number = task("number") { _ in 1 }
            let word = task("word") { _ in "left" }
            let none = branch("none") { context in context.tryNumber == 1 ? FlowPath.left : .right }
            let one = branch("one", number.output) { number, context in
                context.tryNumber == number ? FlowPath.left : .right
            }
            let two = branch("two", number.output, word.output) { number, word, context in
                context.tryNumber == number && word == "left" ? FlowPath.left : .right
            }
            let many = branchMany("many") { context in context.tryNumber == 1 ? [FlowPath.left] : [] }
            let manyOne = branchMany("many_one", number.output) { number, context in
                context.tryNumber == number ? [FlowPath.left] : []
            }
            let manyTwo = branchMany("many_two", number.output, word.output) { number, word, context in
                context.tryNumber == number && word == "left" ? [FlowPath.left] : []
            }
            for choice in [none, one, two, many, manyOne, manyTwo] {
                choice.path(.left) >>> task("left_of_\(choice.id)") { _ in 1 }
                choice.path(.right) >>> task("right_of_\(choice.id)") { _ in 1 }
            }
            shortCircuit("go") { context in context.tryNumber == 1 } >>> task("went") { _ in 1 }
            shortCircuit("stop", number.output) { number, context in context.tryNumber > number }
                >>> task("not_1") { _ in 1 }
            shortCircuit("stop_as_well", number.output, word.output) { number, word, context in
                context.tryNumber > number || word.isEmpty
            } >>> task("not_2") { _ in 1 }
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success)
        let choices = ["many", "many_one", "many_two", "none", "one", "two"]
        #expect(run.all(.skipped).sorted() == ["not_1", "not_2"] + choices.map { "right_of_\($0)" })
    }

    @Test(arguments: [(true, []), (false, ["load", "report"])])
    func `a short circuit skips all behind it`(_ goesOn: Bool, _ skipped: [String]) async throws {
        let dag = DAG("d") {
            let rows = task("rows") { _ in goesOn ? [1] : [] }
            let any = shortCircuit("any", rows.output) { !$0.isEmpty }
            any >>> task("load") { _ in 1 } >>> task("report") { _ in 1 }.triggerRule(.allDone)
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success && run.all(.skipped) == skipped)
    }

    @Test func `a short circuit may leave the others to their trigger rules`() async throws {
        let dag = DAG("d") {
            let any = shortCircuit("any", ignoreDownstreamTriggerRules: false) { false }
            any >>> task("load") { _ in 1 } >>> task("report") { _ in 1 }.triggerRule(.allDone)
        }
        let run = try await FlowRun(dag)
        #expect(run.all(.skipped) == ["load"] && run.state("report") == .success)
    }

    @Test func `a teardown runs after a failure, and does not hide it`() async throws {
        let dag = DAG("d") {
            let up = task("up") { _ in 1 }
            let work = task("work") { _ in throw FlowError() }
            let more = task("more") { _ in 1 }
            up >>> work >>> more >>> task("down") { _ in 1 }.teardown(of: up)
        }
        let run = try await FlowRun(dag)
        #expect(run.state("down") == .success && run.state("more") == .upstreamFailed && run.state == .failed)
    }

    @Test func `a teardown whose setup failed does not run, and its own failure is no failure of the run`() async throws
    {
        let broken = DAG("d") {
            let up = task("up") { _ in throw FlowError() }
            up >>> task("work") { _ in 1 } >>> task("down") { _ in 1 }.teardown(of: up)
        }
        #expect(try await FlowRun(broken).state("down") == .upstreamFailed)
        let untidy = DAG("d") {
            let up = task("up") { _ in 1 }
            up >>> task("work") { _ in 1 } >>> task("down") { _ in throw FlowError() }.teardown(of: up)
        }
        let run = try await FlowRun(untidy)
        #expect(run.state("down") == .failed && run.state == .success)
    }

    @Test func `retries wait their delay on the run's clock`() async throws {
        let dag = DAG("d") {
            task("flaky") { context in
                if context.tryNumber == 2 { throw TaskSignal.retry(after: .seconds(7), "busy") }
                guard context.tryNumber > 3 else { throw FlowError() }
                return context.tryNumber
            }.retries(5, delay: .seconds(30))
        }
        let run = try await FlowRun(dag)
        #expect(run.value("flaky") == "4")
        #expect(run.clock.slept == [.seconds(30), .seconds(7), .seconds(30)])
        let attempts = run.record.instances[TaskInstanceID("flaky")]?.attempts
        #expect(attempts?.map { $0.outcome?.state } == [.upForRetry, .upForRetry, .upForRetry, .success])
    }

    @Test func `retries that are used up fail the task and what needs it`() async throws {
        let dag = DAG("d") {
            let bad = task("bad") { _ -> Int in throw FlowError() }.retries(1, delay: .seconds(1))
            task("needs", bad.output) { $0 }
            task("rescue", bad.output.optional) { $0 ?? 0 }.triggerRule(.oneFailed)
        }
        let run = try await FlowRun(dag)
        // One of the last tasks failed with its upstream.
        #expect(run.state == .failed)
        #expect(run.state("bad") == .failed && run.state("needs") == .upstreamFailed && run.value("rescue") == "0")
        #expect(run.message("bad") == "broken")
    }

    @Test func `a rescheduled sensor comes again in the same try`() async throws {
        struct Later: Sensor {
            func poke(_ context: TaskContext) async throws -> PokeResult<Int> {
                context.rescheduleCount < 3 ? .notYet : .done(context.tryNumber)
            }
        }
        let dag = DAG("d") { task("wait", Later().mode(.reschedule).interval(.seconds(20))) }
        let run = try await FlowRun(dag)
        #expect(run.value("wait") == "1")
        #expect(run.clock.slept == [.seconds(20), .seconds(20), .seconds(20)])
    }

    @Test func `fail fast skips what has not begun`() async throws {
        let dag = DAG("d", failFast: true) {
            task("bad") { _ in throw FlowError() }.priority(100)
            let other = task("other") { _ in 1 }
            other >>> task("behind") { _ in 1 }
        }
        let run = try await FlowRun(dag) { $0.parallel = 1 }
        #expect(run.state == .failed && run.all(.failed) == ["bad"] && run.all(.skipped) == ["behind", "other"])
    }

    @Test func `a DAG with faults does not run, and says all of them`() async throws {
        let dag = DAG("d", schedule: "nonsense") { task("a b") { _ in 1 } }
        let error = await #expect(throws: DAGLoadError.self) { try await FlowRun(dag) }
        #expect(error?.faults.count == 2 && error?.description.split(separator: "\n").count == 2)
    }
}
