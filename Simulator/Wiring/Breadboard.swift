// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A board of holes that connects what is pushed into it.
///
/// The five holes of one column and half are one net, `12t.a` to `12t.e` and `12b.f` to `12b.j`. A rail runs along the whole board:
/// `tp.1`, `tn.1`, `bp.1` and `bn.1` are the first places of the upper and lower, positive and negative rails.
///
/// Source: Wokwi, [diagram.json file format](https://docs.wokwi.com/diagram-format), and its parts `wokwi-breadboard`,
/// `wokwi-breadboard-half` and `wokwi-breadboard-mini`.
struct Breadboard: Sendable, Hashable {
    /// How many columns it has.
    let columns: Int
    /// How many places each rail has; 0: it has no rails.
    let railPlaces: Int

    /// The breadboard of a type; nil when it is none.
    init?(type: String) {
        switch type {
        case "wokwi-breadboard": (columns, railPlaces) = (63, 50)
        case "wokwi-breadboard-half": (columns, railPlaces) = (30, 25)
        case "wokwi-breadboard-mini": (columns, railPlaces) = (17, 0)
        default: return nil
        }
    }

    /// What a hole is connected to within the board, such as `12t` or `tp`; nil where there is no such hole.
    func node(of hole: String) -> String? {
        let parts = hole.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        if ["tp", "tn", "bp", "bn"].contains(parts[0]) {
            guard let place = Int(parts[1]), (1...max(1, railPlaces)).contains(place), railPlaces > 0 else {
                return nil
            }
            return String(parts[0])
        }
        guard let half = parts[0].last, let column = Int(parts[0].dropLast()), (1...columns).contains(column) else {
            return nil
        }
        let rows: [Substring] = half == "t" ? ["a", "b", "c", "d", "e"] : half == "b" ? ["f", "g", "h", "i", "j"] : []
        return rows.contains(parts[1]) ? "\(column)\(half)" : nil
    }
}
