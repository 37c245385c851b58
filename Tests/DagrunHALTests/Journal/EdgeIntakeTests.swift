// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunHAL

@Suite("Events become journal entries")
struct EdgeIntakeTests {
    static let lines = [LineAddress(chip: "c", offset: 0), LineAddress(chip: "c", offset: 1)]

    /// Entries as text: the line, then `+` and `-` for edges, `?2=1` for a gap of two with the value 1 behind it.
    func entries(_ events: [LineEvent], of count: Int = 2, values: [Bool]? = [true, false]) -> String {
        var intake = EdgeIntake()
        return entries(&intake, events, of: count, values: values)
    }

    func entries(
        _ intake: inout EdgeIntake, _ events: [LineEvent], of count: Int = 2, values: [Bool]? = [true, false]
    ) -> String {
        let watches = (0..<count).map { EdgeIntake.Watch(index: $0, line: Self.lines[$0], detectsBoth: true) }
        return intake.take(events, of: watches, values: { values.map { LineValues($0) } }).map { entry in
            switch entry.kind {
            case .edge(let edge, _, _): "\(entry.line.offset)\(edge == .rising ? "+" : "-")"
            case .gap(let lost, let value):
                "\(entry.line.offset)?\(lost.map { "\($0)" } ?? "")\(value.map { $0 ? "=1" : "=0" } ?? "")"
            }
        }
        .joined(separator: " ")
    }

    func edge(_ index: Int, _ edge: Edge, _ sequence: UInt64) -> LineEvent {
        .edge(EdgeEvent(index: index, edge: edge, timestamp: .zero, globalSequence: 0, lineSequence: sequence))
    }

    @Test("without gaps where numbers follow each other, line by line")
    func plain() {
        #expect(entries([edge(0, .rising, 1), edge(1, .rising, 1), edge(0, .falling, 2)]) == "0+ 1+ 0-")
    }

    @Test("with the gap that numbers tell, once, whether or not the backend knows of it, too")
    func numbers() {
        #expect(entries([edge(0, .rising, 1), edge(0, .rising, 5)]) == "0+ 0?3=0 0+")
        #expect(entries([edge(0, .rising, 1), .lost(count: 3), edge(0, .rising, 5)]) == "0+ 0?3=0 0+")
        #expect(entries([.lost(count: 5), edge(0, .rising, 3), edge(1, .falling, 4)]) == "0?2=0 0+ 1?3=1 1-")
    }

    @Test("with a gap for each line that a loss without numbers may be of, with the value behind it")
    func uncounted() {
        #expect(entries([edge(0, .rising, 1), .lost(count: nil)]) == "0+ 0?=1 1?=0")
        #expect(entries([.lost(count: nil), edge(1, .rising, 1)]) == "1?=0 1+ 0?=1")
        #expect(entries([.lost(count: nil)], values: nil) == "0? 1?")
    }

    @Test("with a gap for a loss that no number explains, and not again when numbers do")
    func unexplained() {
        var intake = EdgeIntake()
        #expect(entries(&intake, [edge(0, .rising, 1), .lost(count: 4)], of: 1) == "0+ 0?4=1")
        #expect(entries(&intake, [edge(0, .falling, 6), edge(0, .falling, 8)], of: 1) == "0- 0?1=1 0-")
        #expect(entries([.lost(count: 4), edge(0, .rising, 1)]) == "0+ 1?=0")
    }

    @Test("and what isn't watched doesn't count")
    func others() {
        #expect(entries([edge(1, .rising, 7), edge(0, .rising, 1), edge(-1, .rising, 1)], of: 1) == "0+")
    }

    @Test("Numbers that begin anew are no gap")
    func restart() {
        #expect(entries([edge(0, .rising, 9), edge(0, .falling, 1), edge(0, .rising, 2)]) == "0?8=0 0+ 0- 0+")
    }
}
