// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite(.timeLimit(.minutes(15))) struct SPITests {
    private static func board(_ time: VirtualTime) throws -> VirtualBoard {
        try VirtualBoard("bus", clock: time) {
            RaspberryPiPart("pi")
            for (number, pin) in ["GPIO8", "GPIO7"].enumerated() {
                Echo("e\(number)").wired("SCK", to: "pi:GPIO11").wired("DI", to: "pi:GPIO10")
                    .wired("DO", to: "pi:GPIO9").wired("CS", to: "pi:\(pin)")
            }
        }
    }

    @Test func `the selected device exchanges bytes, eight clocks each, and the other one hears nothing`() async throws
    {
        let time = VirtualTime()
        let board = try Self.board(time)
        try await time.run {
            let device = try board.spi(0, chipSelect: 1, SPIConfig(maximumFrequency: 1_000_000))
            let answers = try await device.transaction(
                [.write([1, 2]), .transfer([3, 4]), .delay(.microseconds(100)), .read(2), .read(0), .transfer([])])
            #expect(answers == [[2, 3], [4, 0], [], []])
            #expect(
                try board.output("e1.log").text
                    == "0:[ 8000:1 16000:2 24000:3 32000:4 140000:0 148000:0 148000:] ")
            #expect(try board.output("e0.log").text == "")
        }
    }

    @Test func `the chip select is low meanwhile, and its line is in use`() async throws {
        let time = VirtualTime()
        let board = try Self.board(time)
        let sink = ListSink()
        let net = try board.net(of: "e0:CS").id
        let subscription = board.subscribe(sink, to: EventScope(nets: [net]))
        try await time.run {
            let holder = try board.claim(7, .output(true))
            let error = #expect(throws: HALError.self) { try board.spi(0, chipSelect: 1, SPIConfig()) }
            #expect(error?.holder == "test")
            holder.release()
            let device = try board.spi(0, chipSelect: 0, SPIConfig())
            _ = try await device.write([1])
            #expect(sink.values(of: net) == "101")
            #expect(try board.lineInfo(LineAddress(chip: "gpiochip0", offset: 8)).consumer == "spi0 CS0")
            #expect(throws: HALError.self) { try board.claim(8, .input()) }
            #expect(throws: HALError.self) { try board.spi(0, chipSelect: 2, SPIConfig()) }
            #expect(throws: HALError.self) { try board.spi(0, chipSelect: 0, SPIConfig(maximumFrequency: 0)) }
        }
        subscription.cancel()
    }

    @Test func `the least significant bit may go first`() async throws {
        let time = VirtualTime()
        let board = try Self.board(time)
        try await time.run {
            let device = try board.spi(0, chipSelect: 0, SPIConfig(leastSignificantBitFirst: true))
            #expect(try await device.transfer([0b0000_0001, 0]) == [0b0111_0111, 0b0000_0001])
            #expect(try board.output("e0.log").text?.contains(":128 ") ?? false)
        }
    }
}
