// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunHAL

/// Times and numbers as people read them.
package enum TraceText {
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1_000), ("ns", 1),
    ]

    /// A duration in the largest unit that it has one of, as in `12.5 ms`.
    package static func duration(_ duration: Duration) -> String { time(duration.roundedNanoseconds) }

    /// An instant, as the time since the trace's clock began, as in `12.5 ms`.
    package static func instant(_ instant: Timestamp) -> String { time(instant.nanoseconds) }

    /// Nanoseconds in the largest unit that there is one of, without zeros at the end.
    static func time(_ nanoseconds: Int64) -> String {
        let magnitude = nanoseconds.magnitude
        let unit = units.first { magnitude >= $0.nanoseconds.magnitude } ?? units[2]
        return time(nanoseconds, in: unit.name)
    }

    /// Nanoseconds in a unit, without zeros at the end.
    static func time(_ nanoseconds: Int64, in name: String) -> String {
        let scale = (units.first { $0.name == name } ?? units[0]).nanoseconds.magnitude
        let magnitude = nanoseconds.magnitude
        var text = "\(nanoseconds < 0 ? "-" : "")\(magnitude / scale)"
        var rest = magnitude % scale
        if rest > 0 {
            text += "."
            var digit = scale / 10
            while rest > 0 {
                text += "\(rest / digit)"
                rest %= digit
                digit /= 10
            }
        }
        return "\(text) \(name)"
    }

    /// The largest unit of which there is at least one in some nanoseconds.
    static func unit(for nanoseconds: Int64) -> String {
        (units.first { nanoseconds.magnitude >= $0.nanoseconds.magnitude } ?? units[3]).name
    }

    /// A number with at most so many digits behind the point, without zeros at the end.
    package static func number(_ number: Double, digits: Int = 4) -> String {
        guard number.isFinite else { return number.isNaN ? "?" : number > 0 ? "∞" : "-∞" }
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (number.magnitude * scale).rounded()
        guard scaled < 1e15 else { return "\(number)" }
        let whole = UInt64(scaled)
        let (integer, fraction) = (whole / UInt64(scale), whole % UInt64(scale))
        var text = "\(number < 0 && whole > 0 ? "-" : "")\(integer)"
        if fraction > 0 {
            let all = "\(UInt64(scale) + fraction)".dropFirst()
            let kept = all.reversed().drop { $0 == "0" }.reversed()
            text += "." + String(kept)
        }
        return text
    }
}
