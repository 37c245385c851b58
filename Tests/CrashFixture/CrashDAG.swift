// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunModel
import DagrunRuntime
import Glibc

enum Side: String, BranchChoice {
    case left, right
}

/// A DAG of 60 instances with something of everything.
func crashDAG(_ side: SideFile) -> DAG {
    /// Does a bit of work that is noted, for a time that differs from try to try.
    @Sendable func work<Value: Sendable>(_ context: TaskContext, _ body: () throws -> Value) rethrows -> Value {
        side.note("S", context)
        context.logOutput("try \(context.tryNumber) in process \(getpid())")
        var sum = context.tryNumber
        for step in 0..<Int.random(in: 0..<20_000) { sum = sum &* 31 &+ step }
        withExtendedLifetime(sum) {}
        let value = try body()
        side.note("E", context)
        return value
    }
    return DAG("crash", defaults: TaskSettings(retryDelay: .zero)) {
        let create = task("create") { context in work(context) {} }
        let numbers = task("numbers") { context in work(context) { Array(1...9) } }
        create >>> numbers
        let first = task("first").expand(over: numbers.output) { number, context in work(context) { number * 2 } }
        let second = task("second").expand(over: first.output) { number, context in work(context) { number + 1 } }
        let sum = task("sum", second.output) { (numbers: [Int], context: TaskContext) in
            work(context) { numbers.reduce(0, +) }
        }
        let drop = task("drop") { context in work(context) {} }.teardown(of: create)
        sum >>> drop

        TaskGroup("pairs") {
            for place in 0..<12 {
                let one = task("one\(place)") { context in work(context) { place } }
                task("two\(place)", one.output) { (value: Int, context: TaskContext) in work(context) { value + 1 } }
            }
        }
        for place in 0..<6 {
            task("flaky\(place)") { (context: TaskContext) -> Int in
                if !side.has("F", context) {
                    try work(context) {
                        side.note("F", context)
                        throw CrashDAGError()
                    }
                }
                return work(context) { place }
            }.retries(1)
        }
        for place in 0..<2 {
            task("sensor\(place)", CountingSensor(side: side).mode(.reschedule).interval(.milliseconds(1)))
        }
        let choose = branch("choose", numbers.output) { _ in Side.left }
        let left = task("left") { context in work(context) {} }
        let right = task("right") { context in work(context) {} }
        let join = task("join") { context in work(context) {} }.triggerRule(.noneFailedMinOneSuccess)
        choose.path(.left) >>> left >>> join
        choose.path(.right) >>> right >>> join
        let broken = task("broken") { context in try work(context) { throw CrashDAGError() } }
        let after = task("after_broken") { context in work(context) {} }.triggerRule(.allDone)
        broken >>> after
    }
}

/// Looks three times; what it saw is in the side file, because a process may die between two looks.
struct CountingSensor: Sensor {
    typealias Output = NoOutput

    var side: SideFile

    func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        side.note("L", context)
        return .when(context.rescheduleCount >= 2)
    }
}

/// What a task throws that is to fail.
struct CrashDAGError: Error {}
