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
