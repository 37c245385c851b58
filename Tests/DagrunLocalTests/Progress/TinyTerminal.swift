// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A terminal that knows just the sequences of the live view.
struct TinyTerminal {
    private var cells: [[Character]]
    private var row = 0
    private var column = 0
    private let columns: Int
    private(set) var isCursorVisible = true

    init(columns: Int, rows: Int) {
        self.columns = columns
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// What is on the screen, without empty lines at the end and spaces at the ends of lines.
    var text: [String] {
        var lines = cells.map { String(String($0).reversed().drop { $0 == " " }.reversed()) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    mutating func feed(_ text: String) {
        // By scalars: a carriage return and a line feed are one character otherwise.
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": lineFeed()
            case "\u{1B}":
                rest = rest.dropFirst()
                let parameters = String(rest.prefix { !$0.properties.isAlphabetic })
                rest = rest.dropFirst(parameters.unicodeScalars.count)
                if let final = rest.popFirst() { control(final, parameters) }
            default:
                if column < columns { cells[row][column] = Character(scalar) }
                column += 1
            }
        }
    }

    private mutating func lineFeed() {
        if row + 1 < cells.count {
            row += 1
        } else {
            cells.removeFirst()
            cells.append(Array(repeating: " ", count: columns))
        }
    }

    private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
        switch (final, parameters) {
        case ("A", _): row = max(0, row - (Int(parameters) ?? 1))
        case ("K", ""): for place in column..<max(column, columns) { cells[row][place] = " " }
        case ("J", ""):
            for place in column..<max(column, columns) { cells[row][place] = " " }
            for below in (row + 1)..<max(row + 1, cells.count) { cells[below] = Array(repeating: " ", count: columns) }
        case ("l", "?25"): isCursorVisible = false
        case ("h", "?25"): isCursorVisible = true
        default: break
        }
    }
}
