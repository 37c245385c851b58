// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import Dagrun

@Suite struct KeyReaderTests {
    private func keys(_ chunks: [UInt8]...) -> [Key] {
        var reader = KeyReader()
        return chunks.flatMap { reader.read($0) } + reader.flush()
    }

    @Test(
        arguments: [
            ("g", [Key.character("g")]), ("G é", [.character("G"), .character(" "), .character("é")]),
            ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]), ("\u{1B}OA\u{1B}OD", [.up, .left]),
            ("\u{1B}[1;2A\u{1B}[1;5C", [.up, .right]),
            ("\u{1B}[H\u{1B}[4~\u{1B}[5~\u{1B}[3~", [.home, .end, .pageUp, .delete]),
            ("\r\n\t\u{7F}\u{8}", [.enter, .enter, .tab, .backspace, .backspace]),
            ("\u{4}\u{c}", [.control("d"), .control("l")]),
            ("\u{1B}", [.escape]), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}x", [.escape, .character("x")]),
            // Nothing of what is not known is taken for a key.
            ("\u{1B}[?1;2ca", [.character("a")]), ("\u{1B}[200~a\u{1B}[201~", [.character("a")]),
            ("\u{1B}OPq", [.character("q")]),
            ("\u{1B}[99;99;99", []), ("😀", [.character("😀")]), ("\0", []),
        ] as [(String, [Key])])
    func bytesMeanKeys(text: String, expected: [Key]) {
        #expect(keys(Array(text.utf8)) == expected)
    }

    @Test func sequencesMayComeInPieces() {
        #expect(keys([0x1B], [UInt8(ascii: "[")], [UInt8(ascii: "A")]) == [.up])
        #expect(keys([0xC3], [0xA9]) == [.character("é")])
        #expect(
            keys(
                [0x1B], [UInt8(ascii: "["), UInt8(ascii: "1"), UInt8(ascii: ";")],
                [UInt8(ascii: "5"), UInt8(ascii: "D")]) == [.left])
    }

    @Test func brokenUTF8IsPassedOver() {
        #expect(keys([0xC3, 0x28, 0xFF, 0x80, 0xE2, 0x82, 0x41]) == [.character("("), .character("A")])
        #expect(keys([0xF0, 0x9F]) == [])
    }

    @Test(arguments: 1...20) func anyBytesAreFine(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func next() -> UInt8 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        var reader = KeyReader()
        var count = 0
        for _ in 0..<500 {
            let alphabet: [UInt8] = [
                0x1B, UInt8(ascii: "["), UInt8(ascii: "O"), UInt8(ascii: ";"), 0xC3, 0xA9, 0xF0, next(),
            ]
            let bytes = (0..<Int(next() % 9)).map { _ in
                next() & 1 == 0 ? next() : alphabet[Int(next()) % alphabet.count]
            }
            count += reader.read(bytes).count
        }
        count += reader.flush().count
        #expect(count > 0)
        #expect(!reader.isPending)
    }

    @Test func aLineIsEditedAsInAShell() {
        var line = LineEditor("set x")
        for key: Key in [.character("!"), .home, .delete, .character("S"), .end, .backspace, .left, .character("é")] {
            line.take(key)
        }
        #expect(line.text == "Set éx")
        line.take(.control("u"))
        #expect(line.text == "x")
        line.take(.control("k"))
        #expect(line.text == "")
        for key: Key in [.backspace, .delete, .left, .right] { line.take(key) }
        let isTaken = line.take(.up)
        #expect(!isTaken)
        for _ in 0..<1000 { line.take(.character("a")) }
        #expect(line.text.count == 500)
    }
}
