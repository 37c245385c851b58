// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// Keeps a block of lines at the end of a terminal's output up to date, writing only what changed.
///
/// The cursor always rests at the beginning of the line below the block. Sequences: ECMA-48 (CUU, EL, ED), DECTCEM for the
/// cursor, and mode 2026 for updates that appear at once; terminals that don't know the latter pass over it. A screen that takes all of the
/// terminal uses xterm's alternate one (mode 1049), so that what was there before comes back.
package struct LiveScreen {
    private let takesAll: Bool
    private var shown: [String] = []
    private var size = Terminal.Size(columns: 0, rows: 0)
    private var isOpen = false

    /// Makes a screen that shows nothing yet.
    ///
    /// - Parameter takesAll: Whether it takes all of the terminal for as long as it is open, instead of the end of its output.
    package init(takesAll: Bool = false) { self.takesAll = takesAll }

    /// Forgets what is shown, so that the next update writes all of it anew.
    package mutating func forget() { size = Terminal.Size(columns: 0, rows: 0) }

    /// Brings the block to new lines.
    ///
    /// - Parameters:
    ///   - lines: The lines of the block; fewer than the terminal has rows, none wider than it is.
    ///   - above: Lines that stay, to be written above the block.
    ///   - newSize: The terminal's present size.
    /// - Returns: What to write; empty where nothing changed.
    package mutating func update(_ lines: [String], above: [String] = [], size newSize: Terminal.Size) -> String {
        let isResized = isOpen && newSize != size
        if isOpen, !isResized, above.isEmpty, lines == shown { return "" }
        var text = "\u{1B}[?2026h"
        if !isOpen { text += takesAll ? "\u{1B}[?1049h\u{1B}[?25l" : "\u{1B}[?25l" }
        if takesAll {
            text += isOpen ? "\u{1B}[H" : "\u{1B}[H\u{1B}[J"
        } else {
            let up = isResized ? reflowed(to: newSize) : shown.count
            if up > 0 { text += "\u{1B}[\(up)A" }
        }
        text += "\r"
        let isClean = isResized || !above.isEmpty
        if isClean { text += "\u{1B}[J" }
        for line in above { text += Self.harmless(line) + "\u{1B}[0m\u{1B}[K\r\n" }
        for (index, line) in lines.enumerated() {
            if !isClean, index < shown.count, shown[index] == line {
                text += "\n"
            } else {
                text += line + "\u{1B}[K\r\n"
            }
        }
        // Also takes away what the terminal echoed below, as "^C".
        text += "\r\u{1B}[J\u{1B}[?2026l"
        shown = lines
        size = newSize
        isOpen = true
        return text
    }

    /// Takes the block away and gives the cursor back.
    ///
    /// - Parameter above: Lines that stay.
    /// - Returns: What to write.
    package mutating func close(above: [String] = []) -> String {
        guard isOpen else { return above.map { Self.harmless($0) + "\n" }.joined() }
        let text = takesAll ? "\u{1B}[?1049l" : update([], above: above, size: size)
        isOpen = false
        shown = []
        return text + "\u{1B}[?25h"
    }

    /// How many rows the block takes after the terminal wrapped it anew.
    private func reflowed(to newSize: Terminal.Size) -> Int {
        let columns = max(1, newSize.columns)
        let rows = shown.reduce(0) { $0 + max(1, (Self.visibleWidth($1) + columns - 1) / columns) }
        return min(rows, max(0, newSize.rows - 1))
    }

    /// Takes away from a line all that could move the cursor; colours stay.
    package static func harmless(_ line: String) -> String {
        if line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 < 0x80 }) { return line }
        var result = ""
        var rest = line.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B:
                let parameters =
                    rest.first == "[" ? rest.dropFirst().prefix { $0.value >= 0x30 && $0.value < 0x40 } : rest.prefix(0)
                let end = rest.dropFirst(1 + parameters.count).first
                if rest.first == "[", end == "m" { result += "\u{1B}[\(String(parameters))m" }
                if rest.first == "[" { rest = rest.dropFirst(2 + parameters.count) }
            case 0x9: result += "    "
            case 0..<0x20, 0x7F..<0xA0: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func visibleWidth(_ line: String) -> Int {
        var plain = ""
        var isEscape = false
        for character in line {
            if isEscape {
                if character.isLetter { isEscape = false }
            } else if character == "\u{1B}" {
                isEscape = true
            } else {
                plain.append(character)
            }
        }
        return DisplayWidth.of(plain)
    }
}
