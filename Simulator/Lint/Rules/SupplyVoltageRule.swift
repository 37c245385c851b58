// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether parts are fed with a voltage that they work with.
enum SupplyVoltageRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.flatMap { part -> [BoardFinding] in
            let wired = wiring.parts[part]
            return wired.description.pins.enumerated().compactMap { index, pin in
                let net = wired.nets[index]
                let terminal = WiredNet.Terminal(part: part, pin: index)
                switch pin.role {
                case .power(let range):
                    if wiring.isGround(net) {
                        return wiring.finding(
                            .supplyVoltage, terminal, "\(wiring.name(terminal)) takes power and is wired to ground",
                            "Wire it to a supply of \(words(range)).")
                    }
                    guard let volts = wiring.supplyVolts(of: net), !range.contains(volts) else { return nil }
                    return wiring.finding(
                        .supplyVoltage, terminal,
                        "\(wiring.name(terminal)) is fed with \(Wiring.words(volts)) and works with \(words(range))",
                        volts > range.upperBound
                            ? "Feed it with less: so much may destroy it." : "Feed it with more, or it won't work.")
                case .ground:
                    guard let volts = wiring.supplyVolts(of: net) else { return nil }
                    return wiring.finding(
                        .supplyVoltage, terminal,
                        "\(wiring.name(terminal)) is the part's ground and is wired to \(Wiring.words(volts))",
                        "Wire it to ground.")
                default: return nil
                }
            }
        }
    }

    private static func words(_ range: ClosedRange<Double>) -> String {
        range.lowerBound == range.upperBound
            ? Wiring.words(range.lowerBound) : "\(Wiring.words(range.lowerBound)) to \(Wiring.words(range.upperBound))"
    }
}
