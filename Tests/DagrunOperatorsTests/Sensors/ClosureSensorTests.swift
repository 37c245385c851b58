// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunOperators
import DagrunRuntime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(15))) struct ClosureSensorTests {
    private final class Counter: Sendable {
        private let count = Mutex(0)
        func next() -> Int {
            count.withLock {
                $0 += 1
                return $0
            }
        }
    }

    @Test func looksUntilTheConditionHolds() async {
        let bench = Bench()
        let counter = Counter()
        async let outcome = bench.run(ClosureSensor { _ in counter.next() == 3 }.interval(.seconds(7)))
        for _ in 0..<2 {
            await bench.clock.waitForSleep(of: .seconds(7))
            bench.clock.advance(by: .seconds(7))
        }
        #expect(await outcome.summary == "success null")
        #expect(counter.next() == 4)
    }

    @Test func resultIsThatOfTheLastLook() async {
        let sensor = ClosureSensor { context -> PokeResult<String> in
            guard let ds = context.ds else { return .notYet }
            return .done(ds)
        }
        #expect(await Bench().run(sensor).summary == #"success "2026-01-01""#)
    }

    @Test func inputsAreHandedOverAndAreEdges() async {
        let upstream = Input<Int>(
            dependencies: [InputDependency(taskID: "up", part: .whole, typeName: "Int")]) { _ in 20 }
        let sum = ClosureSensor(upstream, 22) { (left, right, context) -> PokeResult<Int> in
            .done(left + right + context.tryNumber - 1)
        }
        #expect(await Bench().run(sum).summary == "success 42")
        let condition = ClosureSensor(upstream) { left, _ in left == 20 }
        #expect(await Bench().run(condition).summary == "success null")
        for found in [InputFinder.inputs(of: sum), InputFinder.inputs(of: condition)] {
            #expect(found.flatMap(\.input.dependencies).map(\.taskID) == ["up"])
        }
    }

    @Test func timeoutAndErrorsEndTheWait() async {
        struct Broken: Error {}
        let never = ClosureSensor { _ in false }
        for (sensor, expected) in [
            (never.timeout(.seconds(30)), "failed timed out"),
            (never.timeout(.seconds(30)).softFail(), "skipped waited"),
        ] {
            let bench = Bench()
            async let outcome = bench.run(sensor)
            // The last look is at the timeout.
            await bench.clock.waitForSleep(of: .seconds(30))
            bench.clock.advance(by: .seconds(30))
            #expect(await outcome.summary.hasPrefix(expected))
        }
        #expect(await Bench().run(ClosureSensor { _ -> Bool in throw Broken() }).summary == "retry Broken()")
    }
}
