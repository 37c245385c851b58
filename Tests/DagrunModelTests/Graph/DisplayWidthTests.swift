// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("汉字", 4), ("e\u{301}", 1), ("é", 1), ("한글", 4), ("ﾊﾝ", 2), ("ＡＢ", 4), ("👍", 2),
        ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("✓ ─╮", 4), ("❤️", 2), ("a\u{200B}b", 2), ("\u{1100}\u{1161}", 2),
    ])
    func textHasTheWidthOfItsCharacters(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("汉字汉", 4, "汉…"), ("汉字汉", 5, "汉字…"), ("abc", 1, "…"),
        ("abc", 0, ""), ("abc", -1, ""),
    ])
    func longTextIsCut(text: String, width: Int, result: String) {
        #expect(DisplayWidth.truncate(text, to: width) == result)
    }

    @Test func fittedTextHasExactlyTheWidth() {
        #expect(DisplayWidth.fit("ab", to: 4) == "ab  ")
        #expect(DisplayWidth.fit("ab", to: 4, right: true) == "  ab")
        #expect(DisplayWidth.fit("汉字汉", to: 4) == "汉… ")
    }

    @Test func controlCharactersDoNotReachTheLine() {
        #expect(DisplayWidth.oneLine("a\u{1B}[2J\nb\u{202E}c\r\n") == "a [2J bc  ")
    }
}
