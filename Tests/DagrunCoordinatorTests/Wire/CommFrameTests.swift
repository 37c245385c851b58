// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import Testing

@Suite struct CommFrameTests {
    @Test func `Frames of Airflow's own are written in the same bytes, but for the order of members`() throws {
        #expect(CapturedFrame.all.count > 90)
        for captured in CapturedFrame.all {
            var splitter = FrameSplitter()
            splitter.add(captured.bytes)
            // One was sent empty on purpose.
            guard captured.bytes.count > 4 else {
                #expect(throws: CommError.self) { try splitter.next() }
                continue
            }
            let frame = try CommFrame(try #require(try splitter.next()))
            #expect(!splitter.isInFrame)
            let body = try frame.body
            let written =
                try frame.third.map { CommFrame.answer(frame.id, .json(body), error: $0) }
                ?? CommFrame.request(frame.id, .json(body))
            let again = try CommFrame(Array(written.dropFirst(4)))
            #expect(again.id == frame.id, "\(captured.type)")
            #expect(try again.body == frame.body && again.third == frame.third, "\(captured.type)")
            // Instants are texts here: in details of a start they are written as such, which has a test of its own.
            if !captured.hasInstants { #expect(written.sorted() == captured.bytes.sorted(), "\(captured.type)") }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 64, 100_000])
    func `Frames are cut out of pieces of any size`(size: Int) throws {
        let texts = (0..<20).map { String(repeating: "x", count: $0 * 40) }
        let bytes = texts.flatMap { CommFrame.request(7, .json(.string($0))) }
        var splitter = FrameSplitter()
        var found: [CommFrame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.add(Array(bytes[start..<min(start + size, bytes.count)]))
            while let payload = try splitter.next() { found.append(try CommFrame(payload)) }
        }
        #expect(try found.map { try $0.body } == texts.map { .string($0) })
        #expect(try found.allSatisfy { try $0.id == 7 && $0.third == nil })
        #expect(!splitter.isInFrame)
    }

    @Test func `A frame of nothing or of too much is refused`() {
        for bytes in [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF]] as [[UInt8]] {
            var splitter = FrameSplitter()
            splitter.add(bytes)
            #expect(throws: CommError.self) { try splitter.next() }
        }
    }

    @Test func `What is no frame is refused`() {
        for payload in [[0x81, 0xA1, 0x61, 1], [0x90], [0x92, 0xA1, 0x61, 1], [0x94, 0, 0, 0, 0], [0xC1]] as [[UInt8]] {
            #expect(throws: CommError.self) { try CommFrame(payload) }
        }
    }

    @Test func `Members of a message are read one by one, as values or as text`() throws {
        let body: JSONValue = [
            "type": "XComResult", "value": ["b": [1, nil, 2.5], "a": "\u{1}é\"\\"], "list": [[1], "x"],
        ]
        let frame = try CommFrame(Array(CommFrame.answer(5, .json(body)).dropFirst(4)))
        #expect(try frame.member("type") == "XComResult" && frame.member("none") == nil && !frame.isEmpty)
        let text = try #require(try frame.text("value"))
        #expect(String(decoding: text, as: UTF8.self) == #"{"a":"\u0001é\"\\","b":[1,null,2.5]}"#)
        #expect(try frame.text("none") == nil)
        #expect(try frame.texts("list") == [Array("[1]".utf8), Array("\"x\"".utf8)])
        #expect(try frame.texts("value") == nil && frame.texts("none") == nil)
        #expect(try frame.body == body && frame.third == .null)
    }

    @Test func `A member that can't be read leaves the others readable`() throws {
        // {"value": a text that is not UTF-8, "list": a list with such a one, "key": 1}
        let payload: [UInt8] =
            [0x92, 3, 0x83, 0xA5] + Array("value".utf8) + [0xA1, 0xFF, 0xA4] + Array("list".utf8) + [0x91, 0xA1, 0xFF]
            + [0xA3] + Array("key".utf8) + [1]
        let frame = try CommFrame(payload)
        #expect(try frame.member("key") == 1)
        #expect(throws: CommError.self) { try frame.member("value") }
        #expect(throws: CommError.self) { try frame.text("value") }
        #expect(throws: CommError.self) { try frame.texts("list") }
        #expect(throws: CommError.self) { try frame.body }
    }

    @Test func `Trailing elements may be left out`() throws {
        for payload in [[0x91, 3], [0x92, 3, 0xC0]] as [[UInt8]] {
            let frame = try CommFrame(payload)
            #expect(try frame.id == 3 && frame.isEmpty && frame.body == .null && frame.third == nil)
        }
    }
}
