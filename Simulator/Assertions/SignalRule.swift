// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What must be true of signals over time.
///
/// ```swift
/// let rules: [SignalRule] = [
///     .never { heater.isHigh && tank < 0.1 },
///     .within(.milliseconds(50), after: button.isOn) { led.isHigh },
///     .sequence(of: led, [.low, .high, .low]),
///     .wave(of: buzzer.isHigh, period: .milliseconds(1), duty: 0.5),
/// ]
/// ```
///
/// Conditions are looked at when an instant is over: what changes and changes back within one instant, as signals do while they
/// find their level, is seen by ``glitchFree(_:shortest:)`` only. An instant is a nanosecond.
///
/// A rule that had no occasion to fail has shown nothing: a press that never came is no proof of the lamp. Then its
/// ``Verdict`` is ``Verdict/undecided(_:)``, which a test counts as a failure.
public struct SignalRule: Sendable, Hashable, CustomStringConvertible {
    enum Kind: Sendable, Hashable {
        case never(Condition, longerThan: Duration)
        case within(Duration, after: Condition, Condition)
        case stays(Duration, after: Condition, Condition)
        case levels(Probe, [Logic])
        case texts(Probe, [String])
        case pulses(Condition, width: ClosedRange<Duration>, count: ClosedRange<Int>)
        case wave(Condition, period: Duration, duty: Double, tolerance: Double, cycles: Int)
        case glitchFree(Probe, shortest: Duration)
    }

    let kind: Kind

    /// A condition never holds.
    ///
    /// - Parameters:
    ///   - duration: How long it may hold all the same, without a break; zero: not for an instant.
    ///   - condition: The condition.
    /// - Returns: The rule.
    public static func never(longerThan duration: Duration = .zero, _ condition: () -> Condition) -> SignalRule {
        SignalRule(kind: .never(condition(), longerThan: max(duration, .zero)))
    }

    /// A condition always holds.
    ///
    /// - Parameter condition: The condition.
    /// - Returns: The rule.
    public static func always(_ condition: () -> Condition) -> SignalRule {
        SignalRule(kind: .never(!condition(), longerThan: .zero))
    }

    /// Each time one condition begins to hold, another one holds within some time.
    ///
    /// - Parameters:
    ///   - limit: The time; the other condition may hold at any instant from the begin to the end of it.
    ///   - trigger: The condition that begins to hold.
    ///   - condition: The condition that must hold.
    /// - Returns: The rule; undecided where the trigger never came.
    public static func within(_ limit: Duration, after trigger: Condition, _ condition: () -> Condition) -> SignalRule {
        SignalRule(kind: .within(max(limit, .zero), after: trigger, condition()))
    }

    /// Each time one condition begins to hold, another one holds at once and goes on for some time.
    ///
    /// - Parameters:
    ///   - duration: The time.
    ///   - trigger: The condition that begins to hold.
    ///   - condition: The condition that must go on holding.
    /// - Returns: The rule; undecided where the trigger never came.
    public static func stays(for duration: Duration, after trigger: Condition, _ condition: () -> Condition)
        -> SignalRule
    {
        SignalRule(kind: .stays(max(duration, .zero), after: trigger, condition()))
    }

    /// A net has exactly these levels, one after the other: no fewer, and no more.
    ///
    /// - Parameters:
    ///   - probe: The net.
    ///   - levels: The levels, beginning with the one at the begin; no two neighbours are equal.
    /// - Returns: The rule.
    public static func sequence(of probe: Probe, _ levels: [Logic]) -> SignalRule {
        SignalRule(kind: .levels(probe, levels))
    }

    /// A text is exactly these, one after the other: no fewer, and no more.
    ///
    /// - Parameters:
    ///   - probe: The text.
    ///   - texts: The texts, beginning with the one at the begin; no two neighbours are equal.
    /// - Returns: The rule.
    public static func sequence(of probe: Probe, texts: [String]) -> SignalRule {
        SignalRule(kind: .texts(probe, texts))
    }

    /// Each time a condition holds, it does so for a time within a range.
    ///
    /// A pulse that began before one looked is left out.
    ///
    /// - Parameters:
    ///   - condition: The condition, such as `trigger.isHigh`.
    ///   - width: How long each pulse is, at least and at most.
    ///   - count: How many pulses there are; nil: at least one.
    /// - Returns: The rule.
    public static func pulses(of condition: Condition, width: ClosedRange<Duration>, count: Int? = nil) -> SignalRule {
        SignalRule(kind: .pulses(condition, width: width, count: count.map { $0...$0 } ?? 1...(.max)))
    }

    /// A condition begins to hold again and again, always after the same time, and for the same share of it.
    ///
    /// - Parameters:
    ///   - condition: The condition, such as `buzzer.isHigh`.
    ///   - period: The time from one begin to the next.
    ///   - duty: The share of the period that it holds, 0 to 1.
    ///   - tolerance: How much each cycle's period and pulse may differ, as a share of the period.
    ///   - cycles: How many whole cycles are seen at least.
    /// - Returns: The rule.
    public static func wave(
        of condition: Condition, period: Duration, duty: Double = 0.5, tolerance: Double = 0.05, cycles: Int = 2
    ) -> SignalRule {
        SignalRule(
            kind: .wave(
                condition, period: period, duty: min(max(duty, 0), 1), tolerance: max(tolerance, 0),
                cycles: max(cycles, 1)))
    }

    /// A net never changes twice within a short time, not even within one instant.
    ///
    /// - Parameters:
    ///   - probe: The net.
    ///   - shortest: The least time between two of its changes.
    /// - Returns: The rule.
    public static func glitchFree(_ probe: Probe, shortest: Duration) -> SignalRule {
        SignalRule(kind: .glitchFree(probe, shortest: shortest))
    }

    /// The signals that it speaks of, each once.
    public var probes: [Probe] {
        switch kind {
        case .never(let condition, _), .pulses(let condition, _, _), .wave(let condition, _, _, _, _): condition.probes
        case .within(_, let trigger, let condition), .stays(_, let trigger, let condition):
            (trigger && condition).probes
        case .levels(let probe, _), .texts(let probe, _), .glitchFree(let probe, _): [probe]
        }
    }

    /// The conditions that it is made of.
    var conditions: [Condition] {
        switch kind {
        case .never(let condition, _), .pulses(let condition, _, _), .wave(let condition, _, _, _, _): [condition]
        case .within(_, let trigger, let condition), .stays(_, let trigger, let condition): [trigger, condition]
        case .levels, .texts, .glitchFree: []
        }
    }

    /// What is expected, in words.
    public var description: String {
        switch kind {
        case .never(let condition, .zero): "never: \(condition)"
        case .never(let condition, let duration): "never longer than \(TraceText.duration(duration)): \(condition)"
        case .within(let limit, let trigger, let condition):
            "within \(TraceText.duration(limit)) after \(trigger): \(condition)"
        case .stays(let duration, let trigger, let condition):
            "for \(TraceText.duration(duration)) after \(trigger): \(condition)"
        case .levels(let probe, let levels):
            "\(probe) is \(levels.map(\.description).joined(separator: ", ")), and no more"
        case .texts(let probe, let texts):
            "\(probe) shows \(texts.map { "“\($0)”" }.joined(separator: ", ")), and no more"
        case .pulses(let condition, let width, let count):
            (count.upperBound == .max ? "" : count.lowerBound == 1 ? "once " : "\(count.lowerBound) times ")
                + "\(condition) for \(TraceText.duration(width.lowerBound)) to \(TraceText.duration(width.upperBound))"
        case .wave(let condition, let period, let duty, let tolerance, _):
            "\(condition) every \(TraceText.duration(period)) for \(TraceText.number(duty * 100)) % of it"
                + " (±\(TraceText.number(tolerance * 100)) %)"
        case .glitchFree(let probe, let shortest):
            "\(probe) never changes twice within \(TraceText.duration(shortest))"
        }
    }
}
