// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

extension DisplayWidth {
    /// Breaks a text into lines at its spaces; a word that is wider than a line is broken within.
    ///
    /// - Parameters:
    ///   - text: One line of text without escape sequences.
    ///   - width: The most columns of a line; below 1 counts as 1.
    ///   - first: The most columns of the first line, where it has less room than the others.
    /// - Returns: The lines; one at least.
    package static func wrap(_ text: String, to width: Int, first: Int? = nil) -> [String] {
        var lines: [String] = []
        var rest = text[...]
        var room = max(1, first ?? width)
        while of(rest) > room {
            var (used, end) = (0, rest.startIndex)
            var space: String.Index?
            while end < rest.endIndex {
                // A space itself may stand over the edge.
                if rest[end] == " ", end > rest.startIndex { space = end }
                let next = used + of(rest[end])
                // A line takes one character at least, or it would never end.
                if next > room, end > rest.startIndex { break }
                used = next
                end = rest.index(after: end)
            }
            lines.append(String(rest[..<(space ?? end)]))
            rest = rest[(space ?? end)...].drop { $0 == " " }
            room = max(1, width)
        }
        return lines + (rest.isEmpty && !lines.isEmpty ? [] : [String(rest)])
    }
}
