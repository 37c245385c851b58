// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel
@testable import DagrunSimulator

@Suite struct YAMLParserTests {
    /// The value in short: texts as they are with quoted ones in quotes, lists in [ ], mappings in { }, nothing as ~.
    private func short(_ node: YAMLNode) -> String {
        switch node.value {
        case .null: "~"
        case .scalar(let text, let isQuoted): isQuoted ? "\"\(text)\"" : text
        case .sequence(let elements): "[" + elements.map(short).joined(separator: ", ") + "]"
        case .mapping(let members): "{" + members.map { "\($0.key): \(short($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private func parse(_ text: String) throws -> String { short(try YAMLParser.parse(Array(text.utf8))) }

    @Test(
        "reads block and flow style, texts and comments",
        arguments: [
            ("", "~"), ("# nothing\n", "~"), ("a", "a"), ("  a b  ", "a b"), ("---\na: 1\n...\n", "{a: 1}"),
            ("a: 1\nb: 2", "{a: 1, b: 2}"), ("a:\n  b: 1\n  c:\nd: ~", "{a: {b: 1, c: ~}, d: ~}"),
            ("- 1\n- 2", "[1, 2]"), ("- a: 1\n  b: 2\n- c", "[{a: 1, b: 2}, c]"), ("- - 1\n  - 2\n- 3", "[[1, 2], 3]"),
            ("a:\n- 1\n- 2\nb: 3", "{a: [1, 2], b: 3}"), ("a:\n  - 1\n\n  # x\n  - 2\n", "{a: [1, 2]}"),
            ("-\n  a: 1\n-\n- 2", "[{a: 1}, ~, 2]"), ("- a:\n    b: 1", "[{a: {b: 1}}]"),
            ("- a:\n  - 1\n  b: 2", "[{a: [1], b: 2}]"),
            ("[a, [b], {c: d}, ]", "[a, [b], {c: d}]"),
            ("{a: 1,\n  b: [2,\n 3], # x\n c: }", "{a: 1, b: [2, 3], c: ~}"),
            ("{\"a\":1, 'b': 2}", "{a: 1, b: 2}"),
            ("- set-control: {part-id: btn1, value: 1}", "[{set-control: {part-id: btn1, value: 1}}]"),
            ("a: b # c", "{a: b}"), ("a: b#c", "{a: b#c}"), ("a: 'it''s # no'", "{a: \"it's # no\"}"),
            ("a: \"x\\n\\t\\\"\\x41\\u00e4\\U0001F600\" # y", "{a: \"x\n\t\"Aä😀\"}"), ("a: null", "{a: ~}"),
            ("a: 'null'", "{a: \"null\"}"),
            ("a:\t1", "{a: 1}"), ("a: -1", "{a: -1}"), ("a: -x", "{a: -x}"), ("a: x:y", "{a: x:y}"),
            ("a: :x", "{a: :x}"),
            ("url: http://x/y", "{url: http://x/y}"), ("'a b': 1\n\"c\": 2", "{a b: 1, c: 2}"),
            ("a b: c d", "{a b: c d}"),
            ("a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"), ("\u{FEFF}a: 1", "{a: 1}"), ("a: ä ö # ü", "{a: ä ö}"),
            ("dagrun:never: x", "{dagrun:never: x}"), ("{dagrun:advance: 5 s}", "{dagrun:advance: 5 s}"),
            ("a: [x]  # y\n", "{a: [x]}"), ("a: []\nb: {}", "{a: [], b: {}}"), ("?x: 1", "{?x: 1}"),
        ])
    func reads(text: String, value: String) throws {
        #expect(try parse(text) == value)
    }

    @Test(
        "refuses what it does not read, with the place and what to write instead",
        arguments: [
            ("a: &x 1", 1, 4, "anchors"), ("a: *x", 1, 4, "aliases"), ("a: !t 1", 1, 4, "tags"),
            ("b: 1\na: |\n  x", 2, 4, "block texts"), ("a: >\n  x", 1, 4, "block texts"), ("? a\n: b", 1, 1, "with ?"),
            ("a: 1\n  b: 2", 2, 3, "further right"), ("- 1\n  - 2", 2, 3, "ends with its line"),
            ("a: b\n  c", 2, 3, "further right"), ("a:\n  b\n  c", 3, 3, "ends with its line"),
            ("a: b: c", 1, 5, "second colon"), ("a: - b", 1, 4, "line below"), ("a: 'b", 1, 4, "not closed"),
            ("a: \"b\n c\"", 1, 4, "not closed"), ("a: 'b' c", 1, 8, "has ended"), ("a: [1, 2", 1, 4, "never closed"),
            ("a: {b: 1\n", 1, 4, "never closed"), ("a: {b: 1 ]}", 1, 10, "comma"), ("a: {b}", 1, 6, "colon"),
            ("a: [b: 1]", 1, 6, "braces"), ("a: 1\na: 2", 2, 1, "twice"), ("{a: 1, a: 2}", 1, 8, "twice"),
            ("\ta: 1", 1, 1, "tab"), ("a:\n\t- 1", 2, 1, "tab"), ("a: \"\\q\"", 1, 5, "backslash"),
            ("a: \"\\u12\"", 1, 5, "hexadecimal"), ("a: \"\\uD800\"", 1, 5, "hexadecimal"), ("a: @b", 1, 4, "quotes"),
            ("a: %b", 1, 4, "quotes"), ("---\na: 1\n---\nb: 2", 3, 1, "second document"), ("--- a", 1, 5, "line below"),
            ("a\nb: 1", 2, 1, "ends with its line"), ("a: 1\nb", 2, 1, "key"), ("a: 1\n- b", 2, 1, "key"),
            ("- 1\nb: 2", 2, 1, "fits nowhere"), ("  a: 1\nb: 2", 2, 1, "fits nowhere"), ("a: \u{07}", 1, 4, "control"),
            ("a: b\rc: d", 1, 5, "control"), ("ä: [1 2, ö: ü]", 1, 11, "braces"), (": 1", 1, 1, "key is missing"),
            ("~: 1", 1, 1, "quotes"), ("[]: 1", 1, 3, "second colon"),
        ])
    func refuses(text: String, line: Int, column: Int, words: String) throws {
        let error = try #require(throws: YAMLSyntaxError.self) { try parse(text) }
        #expect(error.reason.contains(words), "\(error)")
        #expect(error.position == YAMLPosition(line: line, column: column), "\(error)")
    }

    @Test func refusesBytesThatAreNoUTF8() throws {
        let error = try #require(throws: YAMLSyntaxError.self) {
            try YAMLParser.parse(Array("a: 1\nb: ".utf8) + [0xFF])
        }
        #expect(error == YAMLSyntaxError(position: YAMLPosition(line: 2, column: 4), reason: "this is not UTF-8"))
    }

    @Test(
        "refuses nesting that would fill the stack",
        arguments: ["[", "{a: ", "- "].map { String(repeating: $0, count: 100_000) })
    func bounded(text: String) throws {
        let error = try #require(throws: YAMLSyntaxError.self) { try parse(text) }
        #expect(error.reason.contains("64 levels"))
    }

    @Test(arguments: ["esp32-button-counter", "nano-turn-signals", "nucleo-blink", "pico-blink"])
    func readsThePublicScenarios(name: String) throws {
        let node = try YAMLParser.parse(try Fixture.bytes("scenarios/\(name).yaml"))
        guard case .mapping(let members) = node.value else {
            Issue.record("no mapping")
            return
        }
        #expect(members.map(\.key) == ["name", "version", "author", "steps"])
    }

    @Test func survivesDamagedTexts() throws {
        let words = [
            "\n", "\n  ", "- ", ": ", "{", "}", "[", "]", ",", "\"", "'", "#", " #", "&a", "*a", "|", "\\", "---\n",
            "\t", "ä",
        ]
        var mutations = Mutations(seed: 7, words: words)
        let samples =
            try ["esp32-button-counter", "nucleo-blink"].map { try Fixture.bytes("scenarios/\($0).yaml") }
            + [Array("a: {b: [1, 'x''y', \"\\u00e4\"], c: d}\ne:\n- f: 1\n  g:\n    - - h\n".utf8)]
        var outcomes = (read: 0, refused: 0)
        for round in 0..<6_000 {
            let bytes = mutations.damaged(samples[round % samples.count])
            do throws(YAMLSyntaxError) {
                _ = try YAMLParser.parse(bytes)
                outcomes.read += 1
            } catch {
                #expect(error.position.line >= 1 && error.position.column >= 1)
                #expect(!error.reason.isEmpty)
                outcomes.refused += 1
            }
        }
        // Both ways are taken, so the damage is neither too little nor too much.
        #expect(outcomes.read > 300 && outcomes.refused > 300, "\(outcomes)")
    }
}
