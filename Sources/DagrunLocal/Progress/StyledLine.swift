// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// One line made of coloured pieces that never grows wider than it may.
package struct StyledLine {
    private let width: Int
    private let usesColor: Bool
    package private(set) var text = ""
    package private(set) var used = 0

    /// Begins a line.
    package init(width: Int, usesColor: Bool) {
        self.width = max(0, width)
        self.usesColor = usesColor
    }

    /// The columns that are left.
    package var room: Int { width - used }

    /// Adds a text; what does not fit is cut.
    package mutating func add(_ piece: String, _ sgr: String = "") {
        let cut = DisplayWidth.truncate(DisplayWidth.oneLine(piece), to: room)
        if cut.isEmpty { return }
        used += DisplayWidth.of(cut)
        text += usesColor && !sgr.isEmpty ? "\u{1B}[\(sgr)m\(cut)\u{1B}[0m" : cut
    }

    /// Adds a text in a column of its own.
    package mutating func add(_ piece: String, column: Int, _ sgr: String = "", right: Bool = false) {
        add(DisplayWidth.fit(DisplayWidth.oneLine(piece), to: min(column, room), right: right), sgr)
    }

    /// Adds another line, which must have room.
    package mutating func append(_ other: StyledLine) {
        text += other.text
        used += other.used
    }
}
