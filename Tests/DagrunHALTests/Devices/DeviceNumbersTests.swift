// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("Numbers of devices")
struct DeviceNumbersTests {
    @Test(
        "A load cell's bits are two's complement",
        arguments: [
            (0x00_0000, 0), (0x00_0001, 1), (0xFF_FFFF, -1), (0x7F_FFFF, 8_388_607), (0x80_0000, -8_388_608),
        ])
    func loadCell(bits: Int, value: Int) {
        var frame = HX711Frame()
        for place in (0..<24).reversed() {
            #expect(frame.value == nil)
            frame.append(bits >> place & 1 == 1)
        }
        #expect(frame.value == value)
        #expect(HX711Frame.isSaturated(value) == (value > 8_388_606 || value < -8_388_607))
    }

    @Test("Blinking is on and then off; fades rise and fall in equal steps")
    func blinking() {
        #expect(
            LightStep.blink(on: .seconds(1), off: .seconds(2))
                == [LightStep(1, for: .seconds(1)), LightStep(0, for: .seconds(2))])
        let pulse = LightStep.blink(on: .zero, off: .zero, fadeIn: .milliseconds(160), fadeOut: .milliseconds(80))
        #expect(pulse.map(\.value) == [0, 0.25, 0.5, 0.75, 1, 0.5])
        #expect(pulse.allSatisfy { $0.duration == .milliseconds(40) })
        #expect(LightStep.blink(on: .zero, off: .zero).isEmpty)
    }

    @Test("A servo's pulse grows with its position and stays in its range")
    func servo() {
        let pulse = ServoPulse()
        #expect(pulse.width(-1) == .milliseconds(1) && pulse.width(0) == .microseconds(1500))
        #expect(pulse.width(1) == .milliseconds(2) && pulse.width(7) == .milliseconds(2))
        #expect(pulse.fault == nil)
        #expect(ServoPulse(minimum: .zero).fault != nil)
        #expect(ServoPulse(maximum: .milliseconds(1)).fault != nil)
        #expect(ServoPulse(frame: .milliseconds(2)).fault != nil)
    }

    @Test(
        "Tones are read by their names",
        arguments: [("A4", 440), ("A5", 880), ("C4", 261.626), ("C#5", 554.365), ("Bb3", 233.082), ("B#3", 261.626)])
    func tones(name: String, frequency: Double) throws {
        #expect(abs(try #require(Tone(name)).frequency - frequency) < 0.001)
    }

    @Test("What is no tone is none", arguments: ["", "A", "H4", "A10", "A-1", "a4", "A4 ", "A##4", "4A", "A٤"])
    func noTone(name: String) { #expect(Tone(name) == nil) }
}
