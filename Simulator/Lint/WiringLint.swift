// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks for what can't work or may do harm in how a board is wired.
///
/// It looks at what is drawn and runs nothing. Where a part of an unknown type is involved, it says nothing: anything may be true.
public enum WiringLint {
    /// Looks at a wiring.
    ///
    /// - Parameter wiring: The parts and nets.
    /// - Returns: What was found, those of the diagram's reading included, in the order of ``BoardFinding/Rule/all`` and then of
    ///   the diagram.
    public static func findings(in wiring: Wiring) -> [BoardFinding] {
        let found = wiring.findings + rules.flatMap { $0.findings(in: wiring) }
        let order = Dictionary(
            BoardFinding.Rule.all.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        return found.enumerated().sorted { left, right in
            (order[left.element.rule.id] ?? order.count, left.offset)
                < (order[right.element.rule.id] ?? order.count, right.offset)
        }.map(\.element)
    }

    private static let rules: [any WiringRule.Type] = [
        BoardRule.self, SupplyShortRule.self, OvervoltageRule.self, SupplyVoltageRule.self, PowerRule.self,
        LEDResistorRule.self, LEDDirectionRule.self, FloatingInputRule.self, PullUpRule.self, I2CAddressRule.self,
        I2CPinsRule.self, SPIPinsRule.self, AnalogPinRule.self, PWMPinRule.self, ReservedPinRule.self,
        InputOnlyRule.self,
        OutputShortRule.self, UselessSwitchRule.self,
    ]
}

/// A rule of the wiring lint.
protocol WiringRule: Sendable {
    /// Looks at a wiring.
    static func findings(in wiring: Wiring) -> [BoardFinding]
}

extension Wiring {
    /// A finding about a part.
    func finding(_ rule: BoardFinding.Rule, part: Int, _ message: String, _ advice: String) -> BoardFinding {
        BoardFinding(rule, subject: parts[part].id, message: message, advice: advice, place: parts[part].place)
    }

    /// A finding about a pin.
    func finding(_ rule: BoardFinding.Rule, _ terminal: WiredNet.Terminal, _ message: String, _ advice: String)
        -> BoardFinding
    {
        BoardFinding(
            rule, subject: name(terminal), message: message, advice: advice, place: parts[terminal.part].place)
    }

    /// A voltage in words, as in `3.3 V` or `5 V`; ground for 0.
    static func words(_ volts: Double) -> String {
        if volts == 0 { return "ground" }
        let tenths = (volts * 10).rounded() / 10
        return (tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)") + " V"
    }

    /// Names in a sentence.
    static func listed(_ names: [String]) -> String {
        guard let last = names.last else { return "" }
        if names.count > 8 { return names.prefix(7).joined(separator: ", ") + " and \(names.count - 7) more" }
        return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
    }
}
