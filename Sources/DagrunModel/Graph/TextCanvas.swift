// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A grid of characters on which lines join, cross and turn.
struct TextCanvas {
    /// The directions in which a line leaves a cell.
    struct Arms: OptionSet {
        let rawValue: Int
        static let left = Arms(rawValue: 1)
        static let right = Arms(rawValue: 2)
        static let up = Arms(rawValue: 4)
        static let down = Arms(rawValue: 8)
    }

    private struct Cell {
        var arms: Arms = []
        var isJoint = false
        var character: Character?
        var sgr = ""
        /// The second column of a wide character.
        var isCovered = false
    }

    private var rows: [[Cell]]

    /// Makes an empty canvas.
    init(width: Int, height: Int) {
        rows = Array(repeating: Array(repeating: Cell(), count: max(0, width)), count: max(0, height))
    }

    /// Adds arms to a cell; outside of the canvas nothing happens.
    mutating func draw(_ arms: Arms, row: Int, column: Int, joint: Bool = false) {
        guard rows.indices.contains(row), rows[row].indices.contains(column) else { return }
        rows[row][column].arms.formUnion(arms)
        if joint { rows[row][column].isJoint = true }
    }

    /// Writes text over what is there.
    mutating func write(_ text: String, row: Int, column: Int, sgr: String = "") {
        guard rows.indices.contains(row) else { return }
        var place = column
        for character in text {
            let width = DisplayWidth.of(character)
            if width == 0 { continue }
            guard rows[row].indices.contains(place), place + width <= rows[row].count else { return }
            rows[row][place].character = character
            rows[row][place].sgr = sgr
            if width == 2 { rows[row][place + 1].isCovered = true }
            place += width
        }
    }

    /// The lines of the canvas without trailing spaces.
    ///
    /// - Parameters:
    ///   - ascii: Whether lines are made of `-`, `|` and `+`.
    ///   - color: Whether colours are written as escape sequences.
    /// - Returns: One line for each row.
    func lines(ascii: Bool, color: Bool) -> [String] {
        let round: [Character] = Array(" ╴╶─╵╯╰┴╷╮╭┬│┤├┼")
        let plain: [Character] = Array(" ---|+++|+++|+++")
        return rows.map { row in
            var line = ""
            var sgr = ""
            let end = row.lastIndex { $0.character.map { $0 != " " } ?? !$0.arms.isEmpty }
            for cell in row[..<(end.map { $0 + 1 } ?? 0)] where !cell.isCovered {
                if color, cell.sgr != sgr {
                    if !sgr.isEmpty { line += "\u{1B}[0m" }
                    if !cell.sgr.isEmpty { line += "\u{1B}[\(cell.sgr)m" }
                    sgr = cell.sgr
                }
                if let character = cell.character {
                    line.append(character)
                } else if cell.arms.rawValue == 15, !cell.isJoint {
                    // Two lines that have nothing to do with each other: the upright one goes over the other.
                    line.append(ascii ? "|" : "│")
                } else {
                    line.append((ascii ? plain : round)[cell.arms.rawValue])
                }
            }
            return color && !sgr.isEmpty ? line + "\u{1B}[0m" : line
        }
    }
}
