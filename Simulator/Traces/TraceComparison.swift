// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunModel

/// Looks for the first difference of two traces.
struct TraceComparison {
    private typealias Course = [(time: Int64, value: TraceValue)]
    private typealias Finding = (time: Int64, reason: String)

    let actual: Trace
    let golden: Trace
    let tolerance: TraceTolerance
    let style: WaveformStyle

    func firstDifference(_ names: [String]) -> TraceDifference? {
        var first: (name: String, finding: Finding)?
        for name in names {
            guard let expected = golden.place(of: name) else {
                return TraceDifference(
                    signal: name, time: nil, reason: "the golden trace has no signal “\(name)”", waveform: "")
            }
            guard let got = actual.place(of: name) else {
                let hint = Suggestion.hint(for: name, in: actual.names)
                return TraceDifference(
                    signal: name, time: nil, reason: "the trace has no signal “\(name)”\(hint)", waveform: "")
            }
            guard let finding = difference(expected, got, name) else { continue }
            if first.map({ finding.time < $0.finding.time }) ?? true { first = (name, finding) }
        }
        return first.map { draw($0.name, $0.finding) }
    }

    private func difference(_ expected: Int, _ got: Int, _ name: String) -> Finding? {
        let begin = max(golden.start, actual.start)
        let end = min(golden.end, actual.end)
        let expectedCourse = course(golden, expected, from: begin)
        let gotCourse = course(actual, got, from: begin)
        let finding =
            if case .real = golden.signals[expected].kind {
                numbers(expectedCourse, gotCourse, name)
            } else {
                steps(expectedCourse, gotCourse, name)
            }
        if let finding { return finding }
        // What is beyond the shorter one's end can't be compared, so that it ends too soon is the difference.
        guard golden.end.nanoseconds - actual.end.nanoseconds > allowed else { return nil }
        return (
            end.nanoseconds,
            "the trace ends at \(TraceText.instant(actual.end)), the golden one at \(TraceText.instant(golden.end))"
        )
    }

    private var allowed: Int64 { tolerance.time.roundedNanoseconds }

    /// The values of a signal with the instants from which on they hold, the first one at the begin.
    private func course(_ trace: Trace, _ signal: Int, from begin: Timestamp) -> Course {
        [(begin.nanoseconds, trace.value(of: signal, at: begin))]
            + trace.changes(of: signal).filter { $0.time > begin }.map { ($0.time.nanoseconds, $0.value) }
    }

    private func steps(_ expected: Course, _ got: Course, _ name: String) -> Finding? {
        for index in 0..<max(expected.count, got.count) {
            guard index < got.count else {
                let missing = expected[index]
                return (
                    missing.time,
                    "\(name) should have become \(missing.value) at \(TraceText.time(missing.time)), and did not"
                )
            }
            guard index < expected.count else {
                let extra = got[index]
                return (
                    extra.time,
                    "\(name) became \(extra.value) at \(TraceText.time(extra.time)), where it should have stayed \(expected[index - 1].value)"
                )
            }
            let (want, have) = (expected[index], got[index])
            if index == 0 {
                guard want.value == have.value else {
                    return (have.time, "\(name) begins as \(have.value) and not as \(want.value)")
                }
                continue
            }
            guard want.value == have.value else {
                return (
                    min(want.time, have.time),
                    "\(name) became \(have.value) at \(TraceText.time(have.time)), and should have become \(want.value) at \(TraceText.time(want.time))"
                )
            }
            let distance = have.time - want.time
            guard distance.magnitude <= allowed.magnitude else {
                let word = distance > 0 ? "later" : "earlier"
                return (
                    min(want.time, have.time),
                    "\(name) became \(have.value) at \(TraceText.time(have.time)), \(TraceText.time(Int64(distance.magnitude))) \(word) than it should have"
                )
            }
        }
        return nil
    }

    private func numbers(_ expected: Course, _ got: Course, _ name: String) -> Finding? {
        let findings = [outlier(of: got, from: expected), outlier(of: expected, from: got)].compactMap { $0 }
        guard let time = findings.min() else { return nil }
        let (have, want) = (value(got, at: time), value(expected, at: time))
        return (
            time,
            "\(name) is \(TraceText.number(have)) at \(TraceText.time(time)), and should be \(TraceText.number(want))"
        )
    }

    /// The first instant at which one course is never near what the other one is within the tolerance.
    private func outlier(of course: Course, from other: Course) -> Int64? {
        // It can only be where one of them changes, or where a change of the other one gets in or out of reach.
        let times =
            course.flatMap { [$0.time - 1, $0.time] } + other.flatMap { [$0.time - allowed - 1, $0.time + allowed] }
        return times.sorted().first { time in
            guard time >= course[0].time else { return false }
            let number = value(course, at: time)
            guard let near = range(other, around: time) else { return !number.isNaN }
            return !(number >= near.lowerBound - tolerance.number && number <= near.upperBound + tolerance.number)
        }
    }

    private func value(_ course: Course, at time: Int64) -> Double {
        number(course[max(index(in: course, after: time) - 1, 0)].value)
    }

    /// The least and the most that a number is within the tolerance of an instant; nil where it is none.
    private func range(_ course: Course, around time: Int64) -> ClosedRange<Double>? {
        let first = max(index(in: course, after: time - allowed) - 1, 0)
        let last = max(index(in: course, after: time + allowed) - 1, 0)
        let numbers = course[first...max(last, first)].map { number($0.value) }.filter { !$0.isNaN }
        guard let low = numbers.min(), let high = numbers.max() else { return nil }
        return low...high
    }

    private func index(in course: Course, after time: Int64) -> Int {
        var low = 0
        var high = course.count
        while low < high {
            let middle = (low + high) / 2
            if course[middle].time > time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func number(_ value: TraceValue) -> Double {
        if case .real(let number) = value { number } else { .nan }
    }

    private func draw(_ name: String, _ finding: Finding) -> TraceDifference {
        let instant = Timestamp(nanoseconds: finding.time)
        let left = golden.window(around: [instant], of: [name])
        let right = actual.window(around: [instant], of: [name])
        let window = min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
        var rows: [WaveformRow] = []
        if let place = golden.place(of: name) {
            rows.append(WaveformRow(golden, place, window: window, label: "golden \(name)"))
        }
        if let place = actual.place(of: name) {
            rows.append(WaveformRow(actual, place, window: window, label: "actual \(name)"))
        }
        let drawing = WaveformDrawing(rows, window: window, marks: [WaveformMark(instant, "")], style: style)
        return TraceDifference(signal: name, time: instant, reason: finding.reason, waveform: drawing.text)
    }
}
