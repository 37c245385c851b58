// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunHAL

/// What is on a board: the lists whose places its events speak of.
package struct BoardInventory: Sendable {
    /// The board's name.
    package var name: String
    /// The parts.
    package var parts: [PlacedPart]
    /// The controls of all parts.
    package var controls: [BoardControl]
    /// The outputs of all parts.
    package var outputs: [BoardOutput]
    /// The lines of all chips.
    package var lines: [BoardLine]
    /// The names of the lines, for people: the printed one, then those that programs use.
    package var lineNames: [[String]]
    /// The quantities of the environment.
    package var quantities: [Quantity]

    /// What a line is called among others: the shortest of its names that says what it is for; else one by its part, else the
    /// printed one.
    ///
    /// - Parameter line: The line's number.
    /// - Returns: The name, and whether it says more than the name of a part does.
    package func label(ofLine line: Int) -> (name: String, isTelling: Bool) {
        let names = lineNames[line].dropFirst()
        // A green button that is called green is told by its colour.
        let own = Set(parts.flatMap { $0.color == $0.id ? [$0.id] : [$0.id, "\($0.kind ?? "").\($0.id)"] })
        let telling = names.filter { !own.contains($0) && $0.contains(".") }
        let best = (telling.isEmpty ? Array(names) : telling).min { ($0.count, $0) < ($1.count, $1) }
        return (best ?? lineNames[line][0], !telling.isEmpty)
    }

    /// The lines that something is wired to, whose levels are followed, in the order of the parts; those of buses are not.
    package var wiredLines: [Int] {
        var seen: Set<Int> = []
        return parts.flatMap(\.signals).filter { lines[$0].net != nil && seen.insert($0).inserted }
    }

    /// Lists what is on a board.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - names: Further names of its lines, by their addresses.
    package init(_ board: VirtualBoard, names: [LineAddress: [String]] = [:]) {
        name = board.boardName
        parts = board.placedParts
        controls = board.controls
        outputs = board.outputs
        lines = board.lines
        quantities = board.quantities
        lineNames = board.lines.map { line in
            let printed = line.name ?? line.pin.map { String($0.drop { $0 != ":" }.dropFirst()) } ?? "\(line.address)"
            return [printed] + (names[line.address] ?? [])
        }
    }
}
