// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunEdge

@Suite struct LogBufferTests {
    private func next(_ buffer: inout LogBuffer, atMost size: Int = 1000) -> String? {
        buffer.next(atMost: size) { Array("\($0) missing\n".utf8) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private func buffer(_ limit: Int, _ lines: [(text: String, isDebug: Bool)]) -> LogBuffer {
        var buffer = LogBuffer(limit: limit)
        for line in lines { buffer.append(Array("\(line.text)\n".utf8), isDebug: line.isDebug) }
        return buffer
    }

    @Test func `Where there is no more room the oldest debug lines go first, and the log says how many`() {
        let lines = [("a", false), ("b", true), ("c", false), ("d", true), ("e", false), ("f", true)]
        var some = buffer(8, lines)
        #expect(next(&some) == "2 missing\na\nc\ne\nf\n")
        #expect(next(&some) == nil)
        var few = buffer(4, lines)
        #expect(next(&few) == "4 missing\ne\nf\n")
    }

    @Test func `The newest line stays whatever its length`() {
        var buffer = buffer(4, [("a", false), ("a line that is longer than all the room", true)])
        #expect(next(&buffer) == "1 missing\na line that is longer than all the room\n")
    }

    @Test func `Chunks are whole lines, and a longer line is cut between characters`() {
        var buffer = buffer(1000, [("one", false), ("two", false), ("\u{E4}\u{F6}\u{FC}", false)])
        #expect(next(&buffer, atMost: 9) == "one\ntwo\n")
        #expect(next(&buffer, atMost: 3) == "\u{E4}")
        #expect(next(&buffer, atMost: 3) == "\u{F6}")
        #expect(next(&buffer, atMost: 3) == "\u{FC}\n")
        #expect(buffer.isEmpty)
    }

    @Test func `What could not be sent comes again, before what came since`() {
        var buffer = buffer(1000, [("one", false)])
        let chunk = next(&buffer) ?? ""
        buffer.append(Array("two\n".utf8), isDebug: false)
        buffer.putBack(Array(chunk.utf8))
        #expect(next(&buffer) == "one\ntwo\n")
    }
}
