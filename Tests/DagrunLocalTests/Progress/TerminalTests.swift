// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunLocal

@Suite struct TerminalTests {
    @Test(
        arguments: [
            (["TERM": "xterm"], true, true), (["TERM": "xterm"], false, false), (["TERM": "dumb"], true, false),
            (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], true, false), (["NO_COLOR": ""], true, true),
            (["CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
            (["CLICOLOR": "0"], true, false),
        ] as [([String: String], Bool, Bool)])
    func environmentDecidesAboutColours(environment: [String: String], isTTY: Bool, result: Bool) {
        #expect(Terminal.usesColor(environment: environment, isTTY: isTTY) == result)
    }

    @Test func liveViewNeedsATerminalThatMovesItsCursor() {
        #expect(Terminal.canDrawLive(environment: ["TERM": "xterm"], isTTY: true))
        #expect(!Terminal.canDrawLive(environment: ["TERM": "dumb"], isTTY: true))
        #expect(!Terminal.canDrawLive(environment: ["TERM": "xterm"], isTTY: false))
        #expect(!Terminal.canDrawLive(environment: [:], isTTY: true))
    }

    @Test func localeDecidesAboutUnicode() {
        #expect(Terminal.usesUnicode(environment: ["LANG": "de_DE.UTF-8"]))
        #expect(!Terminal.usesUnicode(environment: ["LANG": "de_DE.UTF-8", "LC_ALL": "C"]))
        #expect(Terminal.usesUnicode(environment: [:]))
    }

    @Test func descriptorThatIsNotOpenIsNoTerminal() {
        #expect(!Terminal.isTTY(-1))
        #expect(Terminal.size(-1, environment: ["COLUMNS": "100", "LINES": "x"]) == .init(columns: 100, rows: 24))
        #expect(Terminal.size(-1, environment: ["COLUMNS": "-3"]).columns == 1)
    }
}
