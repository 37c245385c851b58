// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunSimulator
import Testing

/// DS18B20s on one wire at GPIO4, with a controller that a test plays.
@Suite struct OneWireTests {
    private struct Wire {
        let rig: PartRig

        init(_ parts: [String]) throws {
            let ids = parts.map { String($0.prefix { $0 != " " }) }
            rig = try PartRig(
                parts + ["r resistor value=4700"],
                ids.flatMap { ["\($0):VCC pi:3V3", "\($0):GND pi:GND", "\($0):DQ pi:GPIO4"] } + [
                    "r:1 pi:3V3", "r:2 pi:GPIO4",
                ])
            try release()
        }

        private func release() throws { try rig.pull(4, .disabled) }

        private func pull(_ microseconds: Int64) throws {
            try rig.drive(4, false)
            rig.wait(microseconds)
            try release()
        }

        private var isLow: Bool { get throws { try rig.board.read("r:2") == .low } }

        /// A reset; whether somebody is there.
        func reset() throws -> Bool {
            try pull(480)
            rig.wait(70)
            let isPresent = try isLow
            rig.wait(410)
            return isPresent
        }

        func write(_ bytes: [UInt8]) throws {
            for byte in bytes { for bit in 0..<8 { try write(byte >> UInt8(bit) & 1 == 1) } }
        }

        func write(_ bit: Bool) throws {
            try pull(bit ? 6 : 60)
            rig.wait(bit ? 64 : 10)
        }

        func readBit() throws -> Bool {
            try pull(6)
            rig.wait(9)
            let bit = try !isLow
            rig.wait(55)
            return bit
        }

        func read(_ count: Int) throws -> [UInt8] {
            try (0..<count).map { _ in
                try (0..<8).reduce(UInt8(0)) { byte, bit in try readBit() ? byte | 1 << UInt8(bit) : byte }
            }
        }

        /// The numbers of all that are there, as Maxim's application note 187 finds them.
        func search() throws -> [[Bool]] {
            var found: [[Bool]] = []
            var lastFork: Int?
            repeat {
                guard try reset() else { return found }
                try write([0xf0])
                var number: [Bool] = []
                var fork: Int?
                for place in 0..<64 {
                    let (bit, complement) = (try readBit(), try readBit())
                    var choice = bit
                    if !bit, !complement {
                        choice = place == lastFork || (place < lastFork ?? 0 && found[found.count - 1][place])
                        if !choice { fork = place }
                    }
                    number.append(choice)
                    try write(choice)
                }
                found.append(number)
                lastFork = fork
            } while lastFork != nil && found.count < 8
            return found
        }
    }

    @Test func `a sensor is there, tells its number, and has 85 °C before it measures`() throws {
        let wire = try Wire(["t ds18b20"])
        #expect(try wire.reset())
        try wire.write([0x33])
        // Family, serial number, and the check sum of the two.
        #expect(try wire.read(8) == [0x28, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x9e])
        #expect(try wire.reset())
        try wire.write([0xcc, 0xbe])
        #expect(try wire.read(9) == [0x50, 0x05, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10, 0x1c])
    }

    // Table 1 of the data sheet.
    @Test(
        "a temperature has the bits of the data sheet",
        arguments: [
            (125.0, 0x07d0), (25.0625, 0x0191), (10.125, 0x00a2), (0.5, 0x0008), (0, 0x0000), (-0.5, 0xfff8),
            (-10.125, 0xff5e),
            (-25.0625, 0xfe6f), (-55, 0xfc90),
        ])
    func temperature(celsius: Double, word: Int) throws {
        let wire = try Wire(["t ds18b20 temperature=\(celsius)"])
        _ = try wire.reset()
        try wire.write([0xcc, 0x44])
        #expect(try !wire.readBit())
        wire.rig.wait(751_000)
        #expect(try wire.readBit())
        _ = try wire.reset()
        try wire.write([0xcc, 0xbe])
        let bytes = try wire.read(9)
        #expect(Int(bytes[0]) | Int(bytes[1]) << 8 == word)
        #expect(wire.rig.output("t.measured") == .number(celsius))
    }

    @Test func `fewer bits take less time`() throws {
        let wire = try Wire(["t ds18b20 temperature=25.0625"])
        _ = try wire.reset()
        // Nine bits: half degrees, in 94 ms.
        try wire.write([0xcc, 0x4e, 0x11, 0x22, 0x1f])
        _ = try wire.reset()
        try wire.write([0xcc, 0x44])
        wire.rig.wait(92_000)
        #expect(try !wire.readBit())
        wire.rig.wait(2_000)
        #expect(try wire.readBit())
        _ = try wire.reset()
        try wire.write([0xcc, 0xbe])
        #expect(Array(try wire.read(9).prefix(5)) == [0x90, 0x01, 0x11, 0x22, 0x1f])
    }

    @Test func `sensors on one wire are found and addressed by their numbers`() throws {
        let wire = try Wire([
            "a ds18b20 temperature=10 deviceID=111111111111", "b ds18b20 temperature=20 deviceID=222222222222",
            "c ds18b20 temperature=30 deviceID=222222222233",
        ])
        let numbers = try wire.search().map { bits in
            stride(from: 0, to: 64, by: 8).map { place in
                (0..<8).reduce(UInt8(0)) { byte, bit in bits[place + bit] ? byte | 1 << UInt8(bit) : byte }
            }
        }
        #expect(
            Set(numbers.map { Array($0[1...6]) }) == [
                [0x11, 0x11, 0x11, 0x11, 0x11, 0x11], [0x22, 0x22, 0x22, 0x22, 0x22, 0x22],
                [0x22, 0x22, 0x22, 0x22, 0x22, 0x33],
            ])
        _ = try wire.reset()
        try wire.write([0xcc, 0x44])
        wire.rig.wait(760_000)
        for (number, celsius) in numbers.map({ ($0, [0x11: 10, 0x22: 20, 0x33: 30][$0[6]] ?? 0) }) {
            _ = try wire.reset()
            try wire.write([0x55] + number + [0xbe])
            let bytes = try wire.read(2)
            #expect((Int(bytes[0]) | Int(bytes[1]) << 8) / 16 == celsius)
        }
    }

    @Test func `without a sensor nobody answers, and a number must be hexadecimal`() throws {
        let wire = try Wire([])
        #expect(try !wire.reset())
        for attributes in [["deviceID": "12"], ["deviceID": "1234567890zz"], ["familyCode": "x"]] {
            #expect(throws: PartError.self) {
                try DS18B20Part(id: "t", attributes: PartAttributes(attributes.mapValues { .string($0) }))
            }
        }
    }
}
