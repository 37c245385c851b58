// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct SimulatedBoardTests {
    @Test(arguments: SimulatedBoard.all.map(\.type))
    func `pins, lines and numbers are unique, and the board runs`(_ type: String) throws {
        let board = try #require(SimulatedBoard.named(type))
        let pins = board.lines.flatMap(\.pins) + board.supplies.flatMap(\.pins) + board.idlePins
        #expect(Set(pins).count == pins.count)
        #expect(Set(board.lines.map(\.offset)).count == board.lines.count)
        let names = board.lines.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        let numbers = board.lines.compactMap(\.gpio)
        #expect(Set(numbers).count == numbers.count)
        #expect(board.supplies.contains { $0.isGround })
        let virtual = try VirtualBoard(type) { BoardPart("board", board) }
        let chips = try virtual.chips()
        #expect(chips.map(\.label) == [board.chipLabel])
        for supply in board.supplies {
            for pin in supply.pins { #expect(try virtual.volts("board:\(pin)") == supply.volts) }
        }
        let line = try #require(board.lines.first { !$0.pins.isEmpty && !$0.isInputOnly })
        let request = try virtual.request(
            [LineAddress(chip: chips[0].name, offset: line.offset)], [.output(true)], consumer: "test")
        for pin in line.pins { #expect(try virtual.read("board:\(pin)") == .high) }
        request.release()
    }

    @Test(
        "printed pins lead to their lines",
        arguments: [
            ("board-raspberry-pi-4", "J8:11", 17), ("board-raspberry-pi-4", "BOARD40", 21),
            ("board-raspberry-pi-5", "GPIO12", 12), ("wokwi-arduino-uno", "A0", 14), ("wokwi-arduino-uno", "A4.2", 18),
            ("wokwi-arduino-nano", "A7", 21), ("wokwi-arduino-nano", "13.2", 13), ("wokwi-arduino-mega", "SDA", 20),
            ("wokwi-arduino-mega", "A15", 69), ("wokwi-pi-pico", "GP28", 28), ("wokwi-pi-pico", "TP5", 25),
            ("board-pi-pico-w", "$gpio29", 29), ("board-esp32-devkit-c-v4", "VP", 36),
            ("board-esp32-devkit-c-v4", "CMD", 11),
            ("wokwi-esp32-devkit-v1", "D23", 23), ("wokwi-esp32-devkit-v1", "RX2", 16),
            ("board-esp32-c3-devkitm-1", "19", 19),
            ("board-esp32-c3-devkitm-1", "TX", 21), ("board-esp32-s3-devkitc-1", "48", 48),
            ("board-st-nucleo-c031c6", "D12", 6), ("board-st-nucleo-c031c6", "PB0.2", 16),
            ("wokwi-franzininho", "PB3", 3),
        ])
    func printed(type: String, pin: String, offset: Int) throws {
        let board = try #require(SimulatedBoard.named(type))
        #expect(board.lines.first { $0.pins.contains(pin) }?.offset == offset)
    }

    @Test func `pins do what the boards' data sheets say`() throws {
        func line(_ type: String, _ name: String) throws -> SimulatedLine {
            try #require(SimulatedBoard.named(type)?.lines.first { $0.name == name })
        }
        #expect(try line("board-raspberry-pi-4", "GPIO2").functions == [PinFunction("i2c", 1, "sda")])
        #expect(try line("board-raspberry-pi-5", "GPIO18").pwmChannel == 2)
        #expect(try line("board-raspberry-pi-4", "GPIO18").pwmChannel == 0)
        #expect(try line("board-raspberry-pi-4", "GPIO14").reserved == "the serial console")
        #expect(try line("wokwi-arduino-uno", "9").pwmChannel != nil)
        #expect(try line("wokwi-arduino-uno", "8").pwmChannel == nil)
        #expect(try line("wokwi-arduino-uno", "A5").bus("i2c", "scl") == 0)
        #expect(try line("wokwi-arduino-nano", "A6").isAnalogOnly)
        #expect(try line("board-esp32-devkit-c-v4", "34").pulls == .none)
        #expect(try line("board-esp32-devkit-c-v4", "34").analogChannel == 6)
        #expect(try line("wokwi-pi-pico", "GP4").bus("i2c", "sda") == 0)
        #expect(try line("wokwi-pi-pico", "GP18").bus("spi", "sclk") == 0)
        #expect(try line("wokwi-pi-pico", "GP27").analogChannel == 1)
    }

    @Test func `a Raspberry Pi in a diagram is the one in Swift`() throws {
        let drawing = Drawing(["pi board-raspberry-pi model=5"], ["pi:GPIO17 pi:GPIO27"])
        #expect(drawing.board.description.name == "Raspberry Pi 5 Model B")
        let swift = RaspberryPiPart("pi", model: .pi5)
        let part = BoardPart("pi", .raspberryPi5)
        #expect(swift.pins == part.pins)
        #expect(swift.hardware == part.hardware)
        #expect(swift.hardware?.chips.first?.lines.count == 54)
    }
}
