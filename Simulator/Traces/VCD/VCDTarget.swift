// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The signals that an identifier code stands for.
struct VCDTarget {
    /// The first one's place.
    var place: Int
    /// How many there are: one for each bit.
    var width: Int
    var kind: TraceSignal.Kind

    /// The values of the signals; nil when the value is not of their kind.
    func values(of value: VCDValue) -> [TraceValue]? {
        switch (kind, value) {
        case (.logic, .levels(let levels)):
            // What is missing at the left is 0, unless the leftmost bit is X or Z: IEEE 1364-2005, table 18-1.
            let filler: Logic = levels[0] == .high ? .low : levels[0]
            let missing = max(width - levels.count, 0)
            return (repeatElement(filler, count: missing) + levels.suffix(width)).map(TraceValue.logic)
        case (.real, .real(let number)): return [.real(number)]
        case (.text, .text(let text)): return [.text(text)]
        // Icarus and others write X and Z for reals and events as bits.
        case (.real, .levels): return [.real(.nan)]
        default: return nil
        }
    }
}
