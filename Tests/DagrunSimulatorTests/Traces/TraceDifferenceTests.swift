// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct TraceDifferenceTests {
    private func trace(_ levels: [(Int64, Logic)], numbers: [(Int64, Double)] = [], end: Int64 = 1_000) -> Trace {
        var trace = Trace()
        let led = trace.add(TraceSignal("led"), .logic(.low))
        let boiler = trace.add(TraceSignal("boiler", .real(unit: "°C")), .real(20))
        let changes = levels.map { ($0, led, TraceValue.logic($1)) } + numbers.map { ($0, boiler, .real($1)) }
        for (time, signal, value) in changes.sorted(by: { $0.0 < $1.0 }) {
            trace.record(value, of: signal, at: Timestamp(nanoseconds: time))
        }
        trace.extend(to: Timestamp(nanoseconds: end))
        return trace
    }

    @Test func findsNoneInEqualTraces() {
        let golden = trace([(10, .high), (20, .low)], numbers: [(5, 30)])
        #expect(golden.difference(from: golden) == nil)
    }

    @Test(
        "names the first difference",
        arguments: [
            ([(10, Logic.high)], "should have become 0 at 20 ns, and did not"),
            ([(10, .high), (20, .low), (30, .high)], "became 1 at 30 ns, where it should have stayed 0"),
            ([(10, .high), (25, .low)], "became 0 at 25 ns, 5 ns later"),
            ([(9, .high), (20, .low)], "became 1 at 9 ns, 1 ns earlier"),
            ([(10, .unknown), (20, .low)], "became x at 10 ns, and should have become 1"),
        ] as [([(Int64, Logic)], String)])
    func names(levels: [(Int64, Logic)], words: String) throws {
        let difference = try #require(trace(levels).difference(from: trace([(10, .high), (20, .low)])))
        #expect(difference.signal == "led")
        #expect(difference.reason.contains(words), "\(difference)")
        #expect(difference.waveform.contains("golden led") && difference.waveform.contains("actual led"))
    }

    @Test func allowsTheTolerance() {
        let golden = trace([(10, .high), (20, .low)])
        let other = trace([(14, .high), (16, .low)])
        #expect(other.difference(from: golden, tolerance: TraceTolerance(time: .nanoseconds(4))) == nil)
        #expect(other.difference(from: golden, tolerance: TraceTolerance(time: .nanoseconds(3))) != nil)
    }

    @Test func comparesNumbersAsCourses() {
        let golden = trace([], numbers: [(100, 30), (200, 40)])
        let finer = trace([], numbers: [(100, 30), (150, 30.4), (200, 40)])
        #expect(finer.difference(from: golden)?.reason.contains("boiler is 30.4 at 150 ns, and should be 30") == true)
        #expect(finer.difference(from: golden, tolerance: TraceTolerance(number: 0.5)) == nil)
        let later = trace([], numbers: [(110, 30), (190, 40)])
        #expect(later.difference(from: golden, tolerance: TraceTolerance(time: .nanoseconds(10))) == nil)
        #expect(later.difference(from: golden, tolerance: TraceTolerance(time: .nanoseconds(9))) != nil)
    }

    @Test func namesASignalThatIsMissing() {
        var other = Trace()
        other.add(TraceSignal("led2"), .logic(.low))
        #expect(other.difference(from: trace([]))?.reason == "the trace has no signal “led”; did you mean \"led2\"?")
    }

    @Test func noticesATraceThatEndsTooSoon() {
        let golden = trace([(10, .high)], end: 1_000)
        #expect(trace([(10, .high)], end: 500).difference(from: golden)?.reason.contains("ends at 500 ns") == true)
        #expect(trace([(10, .high)], end: 2_000).difference(from: golden) == nil)
    }

    @Test func takesTheEarliestOfSeveral() {
        let golden = trace([(50, .high)], numbers: [(40, 30)])
        let other = trace([(60, .high)], numbers: [(45, 30)])
        #expect(other.difference(from: golden)?.signal == "boiler")
    }
}
