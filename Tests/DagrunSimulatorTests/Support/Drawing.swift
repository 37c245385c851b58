// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSimulator

/// A diagram drawn in a few words.
struct Drawing {
    var parts: [DiagramPart]
    var wires: [DiagramConnection] = []

    /// Parts as `id type key=value …`, wires as `from to`.
    init(_ parts: [String], _ wires: [String]) {
        self.parts = parts.map { text in
            let words = text.split(separator: " ").map(String.init)
            var attributes: [String: JSONValue] = [:]
            for word in words.dropFirst(2) {
                let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
                attributes[pair[0]] = .string(pair.count > 1 ? pair[1] : "")
            }
            let isWhole = ["wokwi-", "board-", "chip-"].contains { words[1].hasPrefix($0) }
            let type = isWhole ? words[1] : "wokwi-\(words[1])"
            return DiagramPart(id: words[0], type: type, attributes: attributes)
        }
        self.wires = wires.compactMap { text in
            let ends = text.split(separator: " ").compactMap { DiagramPin(String($0)) }
            return ends.count == 2 ? DiagramConnection(from: ends[0], to: ends[1]) : nil
        }
    }

    var board: DiagramBoard { DiagramBoard(DiagramFile(Diagram(parts: parts, connections: wires)), name: "drawing") }

    /// The rules that find something, with what it is about.
    var findings: [String] { board.findings.map { "\($0.rule) \($0.subject)" } }
}
