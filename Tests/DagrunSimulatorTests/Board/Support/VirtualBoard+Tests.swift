// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator

extension VirtualBoard {
    /// Claims one line of the first chip.
    func claim(_ offset: Int, _ config: LineConfig, as consumer: String = "test") throws -> any LineRequest {
        try request([LineAddress(chip: "gpiochip0", offset: offset)], [config], consumer: consumer)
    }

    /// What the board had to say, by kind.
    func messages(_ kind: Diagnostic.Kind) -> [String] {
        diagnostics.filter { $0.kind == kind }.map { "\($0.subject): \($0.message)" }
    }
}

extension LineRequest {
    /// All events that are there, in short: `+17@1000#1` is a rising edge of the line at place 17, at 1000 ns, the first of its line.
    func drain() throws -> [String] {
        var texts: [String] = []
        while let event = try pollEvent() {
            switch event {
            case .edge(let edge):
                texts.append(
                    "\(edge.edge == .rising ? "+" : "-")\(edge.index)@\(edge.timestamp.nanoseconds)#\(edge.lineSequence)"
                )
            case .lost(let count): texts.append("lost \(count.map { "\($0)" } ?? "?")")
            }
        }
        return texts
    }
}
