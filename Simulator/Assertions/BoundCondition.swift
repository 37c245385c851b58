// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A condition with the places of its signals in a trace.
indirect enum BoundCondition: Sendable {
    case level(Int, Logic)
    case on(Int)
    case number(Int, ConditionNode.Comparison, Double)
    case text(Int, String, isWhole: Bool)
    case and(BoundCondition, BoundCondition)
    case or(BoundCondition, BoundCondition)
    case not(BoundCondition)

    /// Looks up the signals of a condition.
    init(_ condition: Condition, in trace: Trace) throws(SignalRuleError) { try self.init(condition.node, trace) }

    private init(_ node: ConditionNode, _ trace: Trace) throws(SignalRuleError) {
        switch node {
        case .level(let probe, let level): self = .level(try trace.place(probe, is: .logic), level)
        case .on(let probe): self = .on(try trace.place(probe))
        case .number(let probe, let comparison, let limit):
            self = .number(try trace.place(probe, is: .real(unit: nil)), comparison, limit)
        case .text(let probe, let text, let isWhole):
            self = .text(try trace.place(probe, is: .text), text, isWhole: isWhole)
        case .and(let left, let right): self = .and(try Self(left, trace), try Self(right, trace))
        case .or(let left, let right): self = .or(try Self(left, trace), try Self(right, trace))
        case .not(let node): self = .not(try Self(node, trace))
        }
    }

    /// Whether it holds for what signals are.
    func holds(_ value: (Int) -> TraceValue) -> Bool {
        switch self {
        case .level(let signal, let level): return value(signal) == .logic(level)
        case .on(let signal):
            switch value(signal) {
            case .logic(let level): return level == .high
            case .real(let number): return !number.isNaN && number != 0
            case .text(let text): return !text.isEmpty
            }
        case .number(let signal, let comparison, let limit):
            guard case .real(let number) = value(signal) else { return false }
            return comparison.holds(number, limit)
        case .text(let signal, let wanted, let isWhole):
            guard case .text(let text) = value(signal) else { return false }
            return isWhole ? text == wanted : text.contains(wanted)
        case .and(let left, let right): return left.holds(value) && right.holds(value)
        case .or(let left, let right): return left.holds(value) || right.holds(value)
        case .not(let node): return !node.holds(value)
        }
    }
}

extension Trace {
    /// The place of a signal that must exist, and be of a kind.
    func place(_ probe: Probe, is kind: TraceSignal.Kind? = nil) throws(SignalRuleError) -> Int {
        guard let place = place(of: probe.name) else {
            let hint = Suggestion.hint(for: probe.name, in: names)
            throw SignalRuleError("there is no signal “\(probe.name)”\(hint.isEmpty ? overview : hint)")
        }
        switch (kind, signals[place].kind) {
        case (nil, _), (.logic?, .logic), (.real?, .real), (.text?, .text): return place
        case (_, .logic): throw SignalRuleError("“\(probe.name)” has levels; ask isHigh, isLow or isOn of it")
        case (_, .real): throw SignalRuleError("“\(probe.name)” is a number; compare it, or ask isOn of it")
        case (_, .text): throw SignalRuleError("“\(probe.name)” is a text; ask shows or contains of it")
        }
    }

    private var overview: String {
        let names = names
        let more = names.count > 12 ? " and \(names.count - 12) more" : ""
        return names.isEmpty ? "; the trace has none" : "; there are \(names.prefix(12).joined(separator: ", "))\(more)"
    }
}
