// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

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
