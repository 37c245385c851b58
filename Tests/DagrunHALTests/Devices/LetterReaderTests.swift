// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite struct LetterReaderTests {
    private func lines(_ bitmap: Bitmap) -> [String]? {
        LetterReader.lines(width: bitmap.width, height: bitmap.height) { bitmap[$0, $1] }
    }

    @Test(arguments: 1...4) func whatWasDrawnIsReadAgain(scale: Int) {
        let text = scale < 3 ? "93.5 °C\n~ok~" : "Hi!"
        #expect(
            lines(Bitmap(text: text, width: 128, height: 64, scale: scale))
                == text.split(separator: "\n").map(String.init))
    }

    @Test func allLettersCanBeToldApart() {
        let text = String(String.UnicodeScalarView((0x21...0x7E).compactMap { Unicode.Scalar($0) }))
        for letter in text {
            #expect(lines(Bitmap(text: "\(letter)x", width: 20, height: 8)) == ["\(letter)x"])
        }
    }

    @Test func whatIsNoTextIsNotTakenForOne() {
        var bitmap = Bitmap(text: "Hello", width: 64, height: 16)
        bitmap[63, 15] = true
        #expect(lines(bitmap) == nil)
        #expect(lines(Bitmap(width: 64, height: 16)) == nil)
    }
}
