// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

@testable import DagrunLocal

@Suite struct LiveScreenTests {
    @Test func screenShowsTheLatestBlockBelowWhatWasPrinted() {
        var screen = LiveScreen()
        var terminal = TinyTerminal(columns: 20, rows: 6)
        let size = Terminal.Size(columns: 20, rows: 6)
        terminal.feed(screen.update(["one", "two"], size: size))
        #expect(terminal.text == ["one", "two"])
        #expect(!terminal.isCursorVisible)
        terminal.feed(screen.update(["one", "2", "three"], above: ["log a"], size: size))
        #expect(terminal.text == ["log a", "one", "2", "three"])
        terminal.feed(screen.update(["uno"], above: ["log b", "log c", "log d"], size: size))
        #expect(terminal.text == ["log a", "log b", "log c", "log d", "uno"])
        terminal.feed(screen.close(above: ["end"]))
        #expect(terminal.text == ["log a", "log b", "log c", "log d", "end"])
        #expect(terminal.isCursorVisible)
    }

    @Test func unchangedBlockWritesNothing() {
        var screen = LiveScreen()
        let size = Terminal.Size(columns: 20, rows: 6)
        _ = screen.update(["one"], size: size)
        #expect(screen.update(["one"], size: size).isEmpty)
        let change = screen.update(["one!"], size: size)
        #expect(change.contains("one!"))
    }

    @Test func unchangedLinesAreNotWrittenAgain() {
        var screen = LiveScreen()
        let size = Terminal.Size(columns: 20, rows: 6)
        _ = screen.update(["still", "moves"], size: size)
        #expect(!screen.update(["still", "moved"], size: size).contains("still"))
    }

    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}[31mred\u{1B}[0m", "\u{1B}[31mred\u{1B}[0m"), ("a\u{1B}[2Jb", "ab"),
        ("a\u{1B}[10;1Hb", "ab"), ("a\rb\u{7}", "ab"), ("a\tb", "a    b"), ("\u{1B}", ""), ("\u{1B}[", ""),
        ("\u{9B}2J", "2J"),
    ])
    func linesOfLogsCannotMoveTheCursor(line: String, result: String) {
        #expect(LiveScreen.harmless(line) == result)
    }

    @Test func liveViewDrawsEventsAndGivesTheCursorBack() async {
        let terminal = Mutex(TinyTerminal(columns: 60, rows: 12))
        let live = LiveProgress(
            document: RunSamples.document(), theme: ProgressTheme(), size: { .init(columns: 60, rows: 12) },
            now: { RunSamples.start.addingTimeInterval(12) }, write: { text in terminal.withLock { $0.feed(text) } })
        live.draw()
        for event in RunSamples.failed() { live.handle([event]) }
        live.print(above: ["a log line"])
        live.draw()
        let text = terminal.withLock { $0.text }
        #expect(text.first == "a log line")
        #expect(text.contains { $0.hasPrefix("✗ total[1]") })
        await live.finish(RunSamples.record(RunSamples.failed()))
        live.draw()
        #expect(terminal.withLock { $0.text } == ["a log line"])
        #expect(terminal.withLock { $0.isCursorVisible })
    }

    @Test func runEndsWhenFinished() async {
        let frames = Mutex(0)
        let live = LiveProgress(
            document: RunSamples.document(), theme: ProgressTheme(), size: { .init(columns: 60, rows: 12) },
            now: { RunSamples.start }, write: { _ in frames.withLock { $0 += 1 } })
        live.close()
        await live.run(clock: ContinuousClock())
        #expect(frames.withLock { $0 } == 0)
    }

    @Test func aScreenThatTakesAllGivesItBack() {
        var screen = LiveScreen(takesAll: true)
        let size = Terminal.Size(columns: 20, rows: 6)
        let first = screen.update(["one", "two"], size: size)
        #expect(first.contains("\u{1B}[?1049h"))
        // Only what changed is written, from the upper left corner on.
        let second = screen.update(["one", "2"], size: size)
        #expect(second == "\u{1B}[?2026h\u{1B}[H\r\n2\u{1B}[K\r\n\r\u{1B}[J\u{1B}[?2026l")
        screen.forget()
        #expect(screen.update(["one", "2"], size: size).contains("one"))
        #expect(screen.close() == "\u{1B}[?1049l\u{1B}[?25h")
        #expect(screen.close() == "")
        #expect(screen.update(["one"], size: size).contains("one"))
    }

    @Test func whatStandsBeneathGetsTheRestOfTheRows() {
        let terminal = Mutex(TinyTerminal(columns: 60, rows: 20))
        let live = LiveProgress(
            document: RunSamples.document(), theme: ProgressTheme(), size: { .init(columns: 60, rows: 20) },
            now: { RunSamples.start.addingTimeInterval(12) }, write: { text in terminal.withLock { $0.feed(text) } },
            beneath: { size in (1..<size.rows).map { "beneath \($0)" } })
        for event in RunSamples.failed() { live.handle([event]) }
        live.draw()
        let text = terminal.withLock { $0.text }
        #expect(text.count == 19)
        #expect(text.last == "beneath \(text.count { $0.hasPrefix("beneath") })")
        #expect(text.count { $0.hasPrefix("beneath") } >= 12)
        #expect(text.contains { $0.hasPrefix("✗ total[1]") })
    }

    @Test func whatRemainsStaysWhenTheViewGoes() async {
        let terminal = Mutex(TinyTerminal(columns: 60, rows: 20))
        let live = LiveProgress(
            document: RunSamples.document(), theme: ProgressTheme(), size: { .init(columns: 60, rows: 20) },
            now: { RunSamples.start }, write: { text in terminal.withLock { $0.feed(text) } },
            beneath: { _ in ["the board"] }, remains: { size in ["the board at last, of \(size.rows) rows"] })
        live.print(above: ["said"])
        live.draw()
        #expect(terminal.withLock { $0.text }.contains("the board"))
        live.close()
        live.close()
        #expect(terminal.withLock { $0.text } == ["said", "the board at last, of 20 rows"])
    }
}
