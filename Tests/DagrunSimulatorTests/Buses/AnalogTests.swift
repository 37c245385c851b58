// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct AnalogTests {
    /// A computer with one converter of ten bits.
    private final class Measuring: Part {
        static let type = "test-measuring"
        let id: String
        let pins = [PartPin("A0", .analogInput), PartPin("3V3", .supply(3.3)), PartPin("GND", .supply(0))]
        let hardware: HardwareMap? = HardwareMap(
            chips: [], analog: [HardwareMap.Analog(device: 0, channel: 0, pin: 0, bits: 10, reference: 3.3)])

        init(_ id: String) { self.id = id }
        init(id: String, attributes: PartAttributes) { self.id = id }
    }

    private static func board() throws -> VirtualBoard {
        try VirtualBoard("meter") {
            Measuring("mcu")
            VoltageSource("v").wired("OUT", to: "mcu:A0")
        }
    }

    @Test(arguments: [(0.0, 0), (3.3, 1023), (1.65, 512), (5, 1023), (-1, 0)])
    func `a converter gives the nearest number within its range`(volts: Double, raw: Int) async throws {
        let board = try Self.board()
        try board.set("v.volts", .number(volts))
        let reading = try await board.analog(0, channel: 0).read()
        #expect(reading.raw == raw)
        #expect(reading.fraction == Double(raw) / 1023)
    }

    @Test func `dividers and potentiometers are measured through their resistances`() async throws {
        let board = try VirtualBoard("ntc") {
            Measuring("mcu")
            ResistorPart("fixed", ohms: 10_000).wired("1", to: "mcu:3V3").wired("2", to: "mcu:A0")
            ResistorPart("ntc", ohms: 5_000).wired("1", to: "mcu:A0").wired("2", to: "mcu:GND")
        }
        #expect(try await board.analog(0, channel: 0).read().raw == 341)
    }

    @Test func `a board without converters says so`() throws {
        let board = try VirtualBoard("pi") { RaspberryPiPart("pi") }
        let error = #expect(throws: HALError.self) { try board.analog(0, channel: 0) }
        #expect(error?.advice == "A Raspberry Pi has no analog inputs; use a converter such as the MCP3008.")
    }

    @Test func `noise, drift, offset and saturation change what is measured and not the net`() async throws {
        let board = try Self.board()
        let input = try board.analog(0, channel: 0)
        func raws(_ faults: Fault...) async throws -> Set<Int> {
            let numbers = try faults.map { try board.inject($0) }
            defer { for number in numbers { board.remove(fault: number) } }
            var raws: Set<Int> = []
            for _ in 0..<50 { raws.insert(try await input.read().raw) }
            return raws
        }
        try board.set("v.volts", 1.65)
        #expect(try await raws(Fault(.offset(volts: 0.165), at: "mcu:A0")) == [563])
        #expect(try await raws(Fault(.saturation(0...1), at: "A0")) == [310])
        #expect(try await raws(Fault(.offset(volts: -1), at: "A0"), Fault(.saturation(1...2), at: "A0")) == [310])
        let noisy = try await raws(Fault(.noise(volts: 0.01), at: "A0", seed: 3))
        #expect(noisy.count > 5 && noisy.allSatisfy { abs($0 - 512) < 20 })
        let drift = try board.inject(Fault(.drift(voltsPerHour: 0.33), at: "A0", from: .zero))
        board.advance(by: .seconds(7200))
        #expect(try await input.read().raw == 716)
        #expect(try board.volts("mcu:A0") == 1.65)
        board.remove(fault: drift)
        #expect(try await input.read().raw == 512)
    }
}
