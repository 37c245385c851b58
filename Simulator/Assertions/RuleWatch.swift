// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Lets rules look at signals as they change.
struct RuleWatch: Sendable {
    private var monitors: [any RuleMonitor] = []
    // By signal: the monitors that are told of it.
    private var listeners: [[Int]] = []
    private var instant: Int64 = .min
    // The monitors one of whose signals changed within the present instant.
    private var touched: [Int] = []
    private var isTouched: [Bool] = []
    /// The first rule that does not hold, by its number; nil as long as all do.
    private(set) var firstViolated: Int?

    /// Whether nobody looks.
    var isEmpty: Bool { monitors.isEmpty }

    /// Lets a rule look from now on.
    ///
    /// - Returns: Its number.
    mutating func add(
        _ rule: SignalRule, in trace: Trace, _ value: (Int) -> TraceValue, at time: Timestamp
    ) throws(SignalRuleError) -> Int {
        var monitor = try rule.monitor(in: trace)
        settle(value)
        monitor.settled(value, at: time.nanoseconds)
        let number = monitors.count
        if firstViolated == nil, monitor.violation != nil { firstViolated = number }
        for signal in monitor.signals {
            if signal >= listeners.count {
                listeners.append(contentsOf: repeatElement([], count: signal + 1 - listeners.count))
            }
            listeners[signal].append(number)
        }
        monitors.append(monitor)
        isTouched.append(false)
        return number
    }

    /// A signal is about to change.
    ///
    /// - Parameters:
    ///   - signal: The signal.
    ///   - time: When.
    ///   - value: What the signals are before that.
    @inline(__always)
    mutating func changes(_ signal: Int, at time: Int64, _ value: (Int) -> TraceValue) {
        if time != instant {
            if !touched.isEmpty { settle(value) }
            instant = time
        }
        guard signal < listeners.count else { return }
        for number in listeners[signal] {
            if !isTouched[number] {
                isTouched[number] = true
                touched.append(number)
            }
            monitors[number].changed(signal, at: time)
        }
    }

    /// Ends the instant.
    mutating func settle(_ value: (Int) -> TraceValue) {
        for number in touched {
            isTouched[number] = false
            monitors[number].settled(value, at: instant)
            if firstViolated == nil, monitors[number].violation != nil { firstViolated = number }
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// What came of a rule.
    ///
    /// - Parameters:
    ///   - number: The rule's number.
    ///   - end: The instant up to which the signals stay as they are.
    ///   - value: What they are.
    /// - Returns: What came of it. One can go on looking.
    func verdict(of number: Int, at end: Timestamp, _ value: (Int) -> TraceValue) -> Verdict {
        var watch = self
        watch.settle(value)
        return watch.monitors[number].verdict(at: end.nanoseconds)
    }

    /// Where a rule did not hold; nil as long as it does.
    func violation(of number: Int) -> Verdict.Violation? { monitors[number].violation }
}
