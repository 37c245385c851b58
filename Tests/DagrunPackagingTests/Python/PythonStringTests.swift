// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunPackaging
import Testing

struct PythonStringTests {
    @Test(
        "a literal holds the text and can't be left",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("it's", #""it's""#), (#"a"b"#, #""a\"b""#), (#"a\"#, #""a\\""#),
            ("a\nb\tc\r", #""a\nb\tc\r""#), ("nul\0", #""nul\x00""#), ("\u{85}\u{2028}\u{b}", #""\x85\u2028\x0b""#),
            ("größe 東京 é", #""größe 東京 é""#), ("\u{202e}txt\u{feff}\u{a0}", #""\u202etxt\ufeff\xa0""#),
            ("\u{10ffff}🚦", #""\U0010ffff🚦""#),
        ])
    func writesLiterals(_ text: String, _ literal: String) { #expect(PythonString.literal(text) == literal) }
}
