// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunHAL

@Suite("Updates of a display")
struct SSD1306UpdateTests {
    private static let blank = Bitmap(width: 128, height: 64)

    @Test("are empty where nothing changed, and whole where nothing is known")
    func extremes() {
        #expect(SSD1306Update.updates(to: Self.blank, from: Self.blank).isEmpty)
        let all = SSD1306Update.updates(to: Self.blank, from: nil)
        #expect(all.map(\.page) == Array(0..<8) && all.allSatisfy { $0.column == 0 && $0.bytes.count == 128 })
    }

    @Test("join changes that are near, and leave out what is between others")
    func joined() {
        var image = Self.blank
        image[10, 0] = true
        image[20, 3] = true
        image[100, 7] = true
        image[0, 63] = true
        let updates = SSD1306Update.updates(to: image, from: Self.blank)
        #expect(updates.map { "\($0.page):\($0.column)+\($0.bytes.count)" } == ["0:10+11", "0:100+1", "7:0+1"])
        #expect(updates[0].bytes == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8])
    }

    @Test("turn any image into any other", arguments: 0..<50 as Range<UInt64>)
    func complete(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func image() -> Bitmap {
            var image = Self.blank
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                image[Int.random(in: 0..<128, using: &random), Int.random(in: 0..<64, using: &random)] = true
            }
            return image
        }
        let (old, new) = (image(), image())
        var memory = old.pages
        for update in SSD1306Update.updates(to: new, from: old) {
            #expect(update.column + update.bytes.count <= 128)
            for (place, byte) in update.bytes.enumerated() { memory[update.page * 128 + update.column + place] = byte }
        }
        #expect(memory == new.pages)
    }
}
