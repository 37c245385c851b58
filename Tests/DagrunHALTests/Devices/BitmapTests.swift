// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunHAL

@Suite("Bitmaps")
struct BitmapTests {
    @Test("are written as they are read")
    func art() {
        let art = "#..\n.#.\n..#\n###"
        let bitmap = Bitmap(art: art)
        #expect(bitmap.width == 3 && bitmap.height == 4)
        #expect(bitmap.description == art)
        #expect(bitmap[0, 0] && !bitmap[1, 0] && bitmap[2, 3])
    }

    @Test("cut off what is drawn outside")
    func cut() {
        var bitmap = Bitmap(width: 5, height: 3)
        bitmap.fill(x: -2, y: -9, width: 4, height: 11)
        bitmap.fill(x: 4, y: 2, width: .max, height: .max)
        bitmap.fill(x: .max, y: .min, width: 1, height: .max)
        bitmap.draw(Bitmap(art: "##\n##"), x: .max, y: 0)
        #expect(bitmap.description == "##...\n##...\n....#")
        #expect(!bitmap[-1, 0] && !bitmap[5, 0])
    }

    @Test("draw letters, and larger ones")
    func letters() {
        var bitmap = Bitmap(width: 12, height: 8)
        bitmap.draw("L!", x: 0, y: 0)
        #expect(
            bitmap.description == """
                #.......#...
                #.......#...
                #.......#...
                #.......#...
                #.......#...
                #...........
                #####...#...
                ............
                """)
        var large = Bitmap(width: 4, height: 4)
        large.draw("L", x: 0, y: 0, scale: 2)
        #expect(large.description == "##..\n##..\n##..\n##..")
    }

    @Test("have a letter for all of ASCII, and a box for what they don't know")
    func alphabet() {
        let box = Array(Font5x7.columns(of: "漢"))
        #expect(box == [0x7F, 0x41, 0x41, 0x41, 0x7F])
        var seen: Set<[UInt8]> = [box]
        for code in 0x20...0x7E as ClosedRange<UInt8> {
            let letter = Array(Font5x7.columns(of: Character(Unicode.Scalar(code))))
            #expect(seen.insert(letter).inserted, "\(Character(Unicode.Scalar(code))) looks like another letter")
            #expect(letter.allSatisfy { $0 < 0x80 })
        }
        #expect(seen.insert(Array(Font5x7.columns(of: "°"))).inserted)
        #expect(Array(Font5x7.columns(of: "µ")) == Array(Font5x7.columns(of: "μ")))
        #expect(Array(Font5x7.columns(of: "é")) == box && Array(Font5x7.columns(of: "e\u{301}")) == box)
    }

    @Test("break lines between words")
    func wrapped() {
        let narrow = Bitmap(text: "to be or", width: 30, height: 24)
        var expected = Bitmap(width: 30, height: 24)
        expected.draw("to be", x: 0, y: 0)
        expected.draw("or", x: 0, y: 8)
        #expect(narrow == expected)
        var broken = Bitmap(width: 30, height: 24)
        broken.draw("abcde\nfg\nh", x: 0, y: 0)
        #expect(Bitmap(text: "abcdefg\nh", width: 30, height: 24) == broken)
        // No room at all is no trap.
        #expect(Bitmap(text: "a b", width: 0, height: 8).width == 0)
        #expect(Bitmap(text: "L", width: 8, height: 8, scale: .max) != Bitmap(width: 8, height: 8))
    }
}
