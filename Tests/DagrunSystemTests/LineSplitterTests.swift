// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Testing

struct LineSplitterTests {
    private func lines(_ pieces: [String], limit: Int = 100) -> [String] {
        var splitter = LineSplitter(limit: limit)
        var lines = pieces.flatMap { splitter.add(Array($0.utf8)) }
        if let last = splitter.finish() { lines.append(last) }
        return lines.map { "\(String(decoding: $0.bytes, as: UTF8.self)):\($0.length)" }
    }

    @Test(arguments: [
        (["a\nb\n"], ["a:1", "b:1"]), (["a", "b\n", "c"], ["ab:2", "c:1"]), (["\n\n"], [":0", ":0"]), ([], []),
        (["a\n", ""], ["a:1"]),
    ])
    func piecesBecomeLines(pieces: [String], expected: [String]) {
        #expect(lines(pieces) == expected)
    }

    @Test func longLinesAreKeptInPart() {
        #expect(lines(["abc", "def", "g\nxy\n"], limit: 4) == ["abcd:7", "xy:2"])
    }
}
