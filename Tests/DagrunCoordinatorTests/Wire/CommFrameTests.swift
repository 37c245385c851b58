// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import Testing

@Suite struct CommFrameTests {
    @Test func `Frames of Airflow's own are written as they were read, byte for byte`() throws {
        #expect(CapturedFrame.all.count > 90)
        for captured in CapturedFrame.all {
            var splitter = FrameSplitter()
            splitter.add(captured.bytes)
            // One was sent empty on purpose.
            guard captured.bytes.count > 4 else {
                #expect(throws: CommError.self) { try splitter.next() }
                continue
            }
            let payload = try #require(try splitter.next())
            let frame = try CommFrame(payload)
            #expect(frame.bytes == captured.bytes, "\(captured.type)")
            #expect(!splitter.isInFrame)
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 64, 100_000])
    func `Frames are cut out of pieces of any size`(size: Int) throws {
        let frames = (0..<20).map { CommFrame.request($0, .string(String(repeating: "x", count: Int($0) * 40))) }
        let bytes = frames.flatMap(\.bytes)
        var splitter = FrameSplitter()
        var found: [CommFrame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.add(Array(bytes[start..<min(start + size, bytes.count)]))
            while let payload = try splitter.next() { found.append(try CommFrame(payload)) }
        }
        #expect(found == frames)
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

    @Test func `Trailing elements may be left out`() throws {
        #expect(try CommFrame([0x91, 3]) == CommFrame.request(3, .null))
        #expect(try CommFrame([0x92, 3, 0xC0]) == CommFrame.request(3, .null))
    }
}
