// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Rows of text in columns that are as wide as they need to be.
package struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []
    private let right: Set<Int>

    /// Begins a table.
    ///
    /// - Parameters:
    ///   - header: The names of the columns.
    ///   - right: The columns whose texts stand at the right.
    package init(_ header: [String], right: Set<Int> = []) {
        self.header = header
        self.right = right
    }

    /// Adds a row.
    ///
    /// - Parameter cells: A text for each column; what is missing stays empty.
    package mutating func add(_ cells: [String]) { rows.append(cells.map(DisplayWidth.oneLine)) }

    /// The header, then the rows; columns without any text are left out.
    ///
    /// - Parameter width: The columns of the terminal; longer lines are cut. Nil: nothing is cut.
    /// - Returns: The lines, without spaces at their ends.
    package func lines(width: Int? = nil) -> [String] {
        let shown = header.indices.filter { column in rows.contains { column < $0.count && !$0[column].isEmpty } }
        let widths = shown.map { column in
            rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max().map {
                max($0, DisplayWidth.of(header[column]))
            } ?? 0
        }
        return ([header] + rows).map { row in
            var line = ""
            for (column, columnWidth) in zip(shown, widths) {
                if !line.isEmpty || column != shown.first { line += "  " }
                line += DisplayWidth.fit(
                    column < row.count ? row[column] : "", to: columnWidth, right: right.contains(column))
            }
            while line.last == " " { line.removeLast() }
            return width.map { DisplayWidth.truncate(line, to: $0) } ?? line
        }
    }
}
