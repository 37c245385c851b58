// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLocal
import DagrunModel
import DagrunSimulator
import Testing

@testable import Dagrun

@Suite struct BoardFrameTests {
    @Test func showsPartsLinesWaveformsAndNotes() throws {
        var lamp = try LiveLamp()
        let led = try lamp.board.request([LineAddress(chip: "gpiochip0", offset: 18)], [.output()], consumer: "set_led")
        lamp.board.advance(by: .seconds(1))
        try led.set(true, at: 0)
        try lamp.press(.character("G"))
        lamp.board.advance(by: .seconds(1))
        lamp.feed.note("led1: something to know", isWarning: true)
        #expect(
            lamp.lines(columns: 70, rows: 20).joined(separator: "\n") == """
                lamp                                                            0:02.0
                ›[g] btn1  ● pressed held                          GPIO17 button.green
                 [b] btn2  ○ released                                           GPIO27
                     led1  ● 21 %  current 4.054 mA           GPIO18 led.red ◂ set_led
                     oled  128x64                                          GPIO3 GPIO2
                     tank  amount ───●──────── 250 g
                     water                    250 g
                              │0 s         │0.5 s        │1 s         │1.5 s
                led.red       │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
                button.green  │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                GPIO27        │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                0:01.0 led1: something to know
                ? help  [key] press  capital hold  ↑↓←→ set  space pause  / command  …
                """)
    }

    @Test(arguments: [
        (50, "GPIO18 led.red ◂"), (60, "GPIO18 led.red ◂ set_led"), (75, "GPIO18 led.red ◂ lamp.set_led"),
    ])
    func whoHasALineIsToldWhereThereIsRoom(columns: Int, text: String) throws {
        var lamp = try LiveLamp()
        let line = LineAddress(chip: "gpiochip0", offset: 18)
        let led = try lamp.board.request([line], [.output()], consumer: "dagrun")
        #expect(lamp.lines(columns: 75, rows: 20).contains { $0.hasSuffix(" GPIO18 led.red ◂ dagrun") })
        lamp.borrowers = [line: "lamp.set_led"]
        #expect(lamp.lines(columns: columns, rows: 20).contains { $0.hasSuffix(" \(text)") })
        led.release()
        #expect(lamp.lines(columns: columns, rows: 20).contains { $0.hasSuffix(" GPIO18 led.red") })
    }

    @Test func aWideTerminalHasTwoColumns() throws {
        #expect(
            try LiveLamp().lines(columns: 120, rows: 14).joined(separator: "\n") == """
                lamp                                                                                                              0:00.0
                ›[g] btn1  ○ released                    GPIO17 button.green                │0 ms               │100 ms
                 [b] btn2  ○ released                                 GPIO27  button.green  │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                     led1  ○ off  current 0 mA                GPIO18 led.red  GPIO27        │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                     oled  128x64                                GPIO3 GPIO2  led.red       │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                     tank  amount ───●──────── 250 g
                     water                    250 g
                ? help  [key] press  capital hold  ↑↓←→ set  space pause  / command  q quit
                """)
    }

    @Test(arguments: [60, 120])
    func whatIsSaidIsSaidToItsEnd(columns: Int) throws {
        let lamp = try LiveLamp()
        lamp.feed.note(
            "there is no pin, net or line ‘GPIO1’ to break " + String(repeating: "here ", count: 30) + "; end")
        let lines = lamp.lines(columns: columns, rows: 30)
        let first = try #require(lines.firstIndex { $0.hasPrefix("0:00.0 there is no pin") })
        let told = lines[first...].dropLast()
        #expect(told.dropFirst().allSatisfy { $0.hasPrefix("       here") })
        #expect(told.last?.hasSuffix("; end") == true)
    }

    @Test func theLastPictureHasNothingToPlayWith() throws {
        var lamp = try LiveLamp()
        try lamp.press(.character("?"), .character("/"))
        let frame = BoardFrame(
            view: lamp.feed.view, panel: lamp.panel.atRest, size: Terminal.Size(columns: 70, rows: 20),
            theme: ProgressTheme(), isLast: true)
        let lines = frame.lines()
        #expect(lines.first?.hasPrefix("lamp") == true)
        #expect(lines.contains { $0.hasPrefix(" [g] btn1  ○ released") })
        #expect(!lines.contains { $0.contains("help") || $0.hasPrefix(">") || $0.hasPrefix("›") })
    }

    @Test func withoutUnicodeAllIsASCII() throws {
        var lamp = try LiveLamp()
        lamp.board.advance(by: .milliseconds(300))
        try lamp.press(.character("?"))
        let help = lamp.lines(columns: 90, rows: 30, usesUnicode: false)
        try lamp.press(.character("?"), .character("B"))
        for line in help + lamp.lines(columns: 90, rows: 30, usesUnicode: false) {
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(line)")
        }
    }

    @Test func theCursorOfALongCommandStaysInSight() throws {
        var lamp = try LiveLamp()
        try lamp.press(.character("/"))
        for number in 0..<60 { try lamp.press(.character(Character("\(number % 10)"))) }
        #expect(lamp.lines(columns: 40, rows: 10).last == "> 456789012345678901234567890123456789")
        try lamp.press(.home)
        #expect(lamp.lines(columns: 40, rows: 10).last == "> 0123456789012345678901234567890123456…")
    }

    @Test(arguments: [(1, 1), (5, 2), (20, 3), (40, 5), (79, 24), (109, 9), (110, 12), (200, 60), (1000, 4)])
    func noPictureIsWiderOrHigherThanItsTerminal(columns: Int, rows: Int) throws {
        var lamp = try LiveLamp()
        for number in 0..<30 { lamp.feed.note("note \(number) " + String(repeating: "long ", count: 50)) }
        for keys: [Key] in [
            [], [.down, .down], [.character("?")], [.character("?"), .character("/"), .character("é")],
        ] {
            for key in keys { try lamp.press(key) }
            lamp.board.advance(by: .milliseconds(70))
            let lines = lamp.lines(columns: columns, rows: rows)
            #expect(lines.count < max(rows, 2))
            for line in lines { #expect(DisplayWidth.of(line) <= max(columns, 1), "\(line)") }
        }
    }

    @Test func colouredLinesAreNotWiderEither() throws {
        let lamp = try LiveLamp()
        lamp.board.advance(by: .seconds(3))
        lamp.feed.look(at: lamp.board)
        let plain = lamp.lines(columns: 120, rows: 20)
        let frame = BoardFrame(
            view: lamp.feed.view, panel: lamp.panel, size: Terminal.Size(columns: 120, rows: 20),
            theme: ProgressTheme(usesColor: true))
        let stripped = frame.lines().map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
        #expect(stripped.map { String($0.reversed().drop { $0 == " " }.reversed()) } == plain)
    }

    @Test func rowsAreDealtOutByWhatIsNeeded() {
        #expect(BoardFrame.shares(10, wanted: [4, 4, 4], least: [2, 2, 2]) == [4, 4, 2])
        #expect(BoardFrame.shares(3, wanted: [4, 4, 4], least: [2, 2, 2]) == [2, 1, 0])
        #expect(BoardFrame.shares(0, wanted: [4], least: [2]) == [0])
        #expect(BoardFrame.shares(50, wanted: [4, 0], least: [2, 2]) == [4, 0])
    }

    @Test func displaysShowTheirText() {
        let text = Bitmap(text: "Brewing\n93.5 °C", width: 128, height: 64)
        func picture(_ bitmap: Bitmap) -> Picture {
            Picture(
                width: bitmap.width, height: bitmap.height,
                bytes: (0..<(bitmap.width * bitmap.height)).map {
                    bitmap[$0 % bitmap.width, $0 / bitmap.width] ? 255 : 0
                })
        }
        #expect(PictureText.lines(picture(text), usesUnicode: true) == ["Brewing", "93.5 °C"])
        var drawing = Bitmap(width: 8, height: 8)
        for place in 0..<8 { drawing[place, place] = true }
        #expect(PictureText.lines(picture(drawing), usesUnicode: true) == ["⠑⢄", "  ⠑⢄"])
        #expect(PictureText.lines(picture(drawing), usesUnicode: false) == ["..", "  .."])
        #expect(PictureText.lines(picture(Bitmap(width: 8, height: 8)), usesUnicode: true) == [])
    }
}
