// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a condition is made of.
indirect enum ConditionNode: Sendable, Hashable {
    /// How a number is compared.
    enum Comparison: String, Sendable, Hashable {
        case less = "<"
        case atMost = "≤"
        case more = ">"
        case atLeast = "≥"

        func holds(_ number: Double, _ limit: Double) -> Bool {
            switch self {
            case .less: number < limit
            case .atMost: number <= limit
            case .more: number > limit
            case .atLeast: number >= limit
            }
        }
    }

    case level(Probe, Logic)
    case on(Probe)
    case number(Probe, Comparison, Double)
    case text(Probe, String, isWhole: Bool)
    case and(ConditionNode, ConditionNode)
    case or(ConditionNode, ConditionNode)
    case not(ConditionNode)

    func forEachProbe(_ body: (Probe) -> Void) {
        switch self {
        case .level(let probe, _), .on(let probe), .number(let probe, _, _), .text(let probe, _, _): body(probe)
        case .and(let left, let right), .or(let left, let right):
            left.forEachProbe(body)
            right.forEachProbe(body)
        case .not(let node): node.forEachProbe(body)
        }
    }

    /// The numbers that signals are compared with, as the least ones from which on the answer is another one.
    func forEachComparison(_ body: (Probe, Double) -> Void) {
        switch self {
        case .level, .on, .text: break
        case .number(let probe, .less, let limit), .number(let probe, .atLeast, let limit): body(probe, limit)
        case .number(let probe, .more, let limit), .number(let probe, .atMost, let limit): body(probe, limit.nextUp)
        case .and(let left, let right), .or(let left, let right):
            left.forEachComparison(body)
            right.forEachComparison(body)
        case .not(let node): node.forEachComparison(body)
        }
    }

    var description: String {
        switch self {
        case .level(let probe, .low): "\(probe) is low"
        case .level(let probe, .high): "\(probe) is high"
        case .level(let probe, .unknown): "\(probe) is X"
        case .level(let probe, .floating): "\(probe) floats"
        case .on(let probe): "\(probe) is on"
        case .number(let probe, let comparison, let limit):
            "\(probe) \(comparison.rawValue) \(TraceText.number(limit))"
        case .text(let probe, let text, true): "\(probe) shows “\(text)”"
        case .text(let probe, let text, false): "\(probe) has “\(text)” in it"
        case .and(let left, let right): "\(left.operand) and \(right.operand)"
        case .or(let left, let right): "\(left.operand) or \(right.operand)"
        case .not(.level(let probe, .high)): "\(probe) is not high"
        case .not(.level(let probe, .low)): "\(probe) is not low"
        case .not(.on(let probe)): "\(probe) is off"
        case .not(let node): "not (\(node.description))"
        }
    }

    private var operand: String {
        switch self {
        case .and, .or: "(\(description))"
        default: description
        }
    }
}
