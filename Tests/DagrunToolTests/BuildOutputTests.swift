// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunTool

@Suite struct BuildOutputTests {
    private static let diagnostic = "/p/main.swift:1:14: error: wrong\n1 | let x\n  |     `- error: wrong\n"

    @Test func `steps and diagnostics part in plain output`() {
        let text = "Building for debugging...\n[0/3] Write sources\n[3/5] Emitting module tiny\n\(Self.diagnostic)\n"
        #expect(
            Self.pieces(text) == [
                .step("Building for debugging..."), .step("[0/3] Write sources"), .step("[3/5] Emitting module tiny"),
                .text(Self.diagnostic),
            ])
    }

    @Test func `steps and diagnostics part in what a terminal gets`() {
        let erase = "\u{1B}[2K\r"
        let lines = Self.diagnostic.split(separator: "\n").joined(separator: "\r\n")
        let text =
            "\(erase)Building for debugging...\r\n\(erase)[0/3] A\(erase)[1/3] B\(erase)\(lines)\r\n\r\n\(erase)[2/3] C\r\n"
        #expect(
            Self.pieces(text) == [
                .step("Building for debugging..."), .step("[0/3] A"), .step("[1/3] B"), .text(Self.diagnostic),
                .step("[2/3] C"),
            ])
    }

    @Test func `colours are kept`() {
        let coloured = "/p/main.swift:1:14: \u{1B}[1;31merror: \u{1B}[1;39mwrong\u{1B}[0;0m\n"
        #expect(Self.pieces(coloured) == [.text(coloured)])
    }

    @Test func `the same diagnostic is passed on once`() {
        let other = Self.diagnostic.replacing("wrong", with: "worse")
        let text = Self.diagnostic + "\n[4/5] Compiling\n" + Self.diagnostic + "\n" + other
        #expect(Self.pieces(text) == [.text(Self.diagnostic), .step("[4/5] Compiling"), .text(other)])
    }

    @Test func `a note stays with its error`() {
        let text = Self.diagnostic + "/p/other.swift:2:1: note: declared here\n"
        #expect(Self.pieces(text) == [.text(text)])
    }

    @Test func `what SwiftPM says on its own is passed on`() {
        let text = "Another instance of SwiftPM (PID: 7) is already running\nerror: no such module\n"
        #expect(
            Self.pieces(text) == [
                .text("Another instance of SwiftPM (PID: 7) is already running\n"), .text("error: no such module\n"),
            ])
    }

    @Test(arguments: ["[a/b] no step", "[1/2", "[1/2/3] no", "[] x"])
    func `text in brackets is no step`(text: String) {
        #expect(Self.pieces(text + "\n") == [.text(text + "\n")])
    }

    @Test func `bytes that are no text do not stop it`() {
        var output = BuildOutput()
        #expect(output.take([0xFF, 0x0A]) == [.text("\u{FFFD}\n")])
    }

    @Test(arguments: [
        (Duration.seconds(5), 80, "building mine 5s  [1/2] Compiling"),
        (.seconds(65), 80, "building mine 1m05s  [1/2] Compiling"),
        (.seconds(5), 20, "building mine 5s  …"),
        (.seconds(5), 1, "…"),
    ])
    func `the progress line fits the terminal`(elapsed: Duration, columns: Int, expected: String) {
        let line = BuildProgress.line(title: "mine", step: "[1/2] Compiling", elapsed: elapsed, columns: columns)
        #expect(line == expected)
    }

    /// One byte at a time: where the reads fall must not matter.
    private static func pieces(_ text: String) -> [BuildOutput.Piece] {
        var output = BuildOutput()
        return text.utf8.flatMap { output.take([$0]) } + output.end()
    }
}
