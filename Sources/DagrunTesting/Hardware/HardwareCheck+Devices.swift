// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Devices, which are the same code on every backend.
extension HardwareCheck {
    static let devices: [HardwareCheck] = [
        HardwareCheck("lights an LED, also one that is lit by a low level") { probe in
            try await onBoard(probe) { board in
                for (place, isActiveHigh) in [(0, true), (1, false)] {
                    let led = try await LED(pin(place), on: board, activeHigh: isActiveHigh)
                    for isLit in [true, false, true] {
                        if isLit { try led.on() } else { try led.off() }
                        try probe.expect(
                            try await probe.level(place), is: Level(isLit == isActiveHigh), "the LED’s pin")
                        try probe.expect(try led.isLit, is: isLit, "the LED")
                    }
                    try led.toggle()
                    try probe.expect(try led.isLit, is: false, "the LED after toggling it")
                    led.close()
                }
            }
        },
        HardwareCheck("notices that a button is pressed and released") { probe in
            try await probe.pull(0, .high)
            try await onBoard(probe) { board in
                let button = try await Button(pin(0), on: board)
                try await probe.pull(0, .high)
                // What came of setting it up is over then.
                try await probe.backend.clock.sleep(for: .milliseconds(50))
                var events = try button.events().makeAsyncIterator()
                try await probe.pull(0, [.low, .high, .low])
                try probe.expect(try await events.next()?.kind, is: .pressed, "the event of a press that bounces")
                try probe.expect(try button.isPressed, "the button isn’t pressed")
                try await probe.pull(0, [.high, .low, .high])
                var kind = try await events.next()?.kind
                // Who was slow to let go has held it.
                while kind == .held { kind = try await events.next()?.kind }
                try probe.expect(kind, is: .released, "the event of letting go")
                try probe.expect(try !button.isPressed, "the button is pressed")
            }
        },
        HardwareCheck("counts the steps of a rotary encoder, both ways") { probe in
            try await probe.pull(0, .high)
            try await probe.pull(1, .high)
            try await onBoard(probe) { board in
                let encoder = try await RotaryEncoder(a: pin(0), b: pin(1), on: board)
                for place in 0..<2 { try await probe.pull(place, .high) }
                try encoder.reset()
                var events = try encoder.events().makeAsyncIterator()
                for turn in [RotaryEvent.Turn.clockwise, .clockwise, .counterClockwise] {
                    let order = turn == .clockwise ? [0, 1, 0, 1] : [1, 0, 1, 0]
                    for (step, place) in order.enumerated() { try await probe.pull(place, step < 2 ? .low : .high) }
                    try probe.expect(try await events.next()?.turn, is: turn, "the turn")
                }
                try probe.expect(try encoder.steps, is: 1, "the steps")
            }
        },
        HardwareCheck("switches a relay, and leaves it off") { probe in
            try await probe.pull(0, .low)
            try await onBoard(probe) { board in
                let relay = try await Relay(pin(0), on: board)
                try probe.expect(try await probe.level(0), is: .low, "the relay’s pin at first")
                try relay.on()
                try probe.expect(try await probe.level(0), is: .high, "the relay’s pin, on")
                try await relay.run(for: .milliseconds(1))
                try probe.expect(try await probe.level(0), is: .low, "the relay’s pin after its time")
                try relay.on()
                relay.close()
                try probe.expect(try await probe.level(0), is: .low, "the relay’s pin in the end")
            }
        },
        HardwareCheck("mixes colours with an RGB LED, by software where there is nothing else") { probe in
            try await onBoard(probe) { board in
                let led = try await RGBLED(red: pin(0), green: pin(1), blue: pin(2), on: board, source: .software)
                for color in [RGBColor.white, .black, RGBColor(red: 1, green: 0, blue: 1)] {
                    try led.set(color)
                    for (place, part) in [color.red, color.green, color.blue].enumerated() {
                        try probe.expect(try await probe.level(place), is: Level(part > 0), "part \(place) of \(color)")
                    }
                }
                led.close()
            }
        },
        HardwareCheck("tells what is wrong with an HX711") { probe in
            for (level, code) in [(Level.high, HALError.Code.timedOut), (.low, .corrupt)] {
                try await probe.pull(0, level)
                try await onBoard(probe) { board in
                    let converter = try await HX711(data: pin(0), clock: pin(1), on: board)
                    try await probe.expect(code, from: "a converter whose data line stays \(level)") {
                        _ = try await converter.read(timeout: .milliseconds(50))
                    }
                }
            }
        },
        HardwareCheck("sounds a buzzer") { probe in
            try await onBoard(probe) { board in
                let buzzer = try await Buzzer(pin(0), on: board)
                try buzzer.on()
                try probe.expect(try await probe.level(0), is: .high, "the buzzer’s pin, on")
                try buzzer.off()
                try probe.expect(try await probe.level(0), is: .low, "the buzzer’s pin, off")
            }
        },
        HardwareCheck("notices motion, and its end") { probe in
            try await probe.pull(0, .low)
            try await onBoard(probe) { board in
                let sensor = try await MotionSensor(pin(0), on: board)
                var events = try sensor.events().makeAsyncIterator()
                for kind in [MotionEvent.Kind.motion, .noMotion] {
                    try await probe.pull(0, kind == .motion ? .high : .low)
                    try probe.expect(try await events.next()?.kind, is: kind, "the event")
                    try probe.expect(try sensor.motionDetected, is: kind == .motion, "the sensor")
                }
            }
        },
        HardwareCheck("counts the pulses of a flow meter") { probe in
            try await probe.pull(0, .high)
            try await onBoard(probe) { board in
                let meter = try await FlowMeter(pin(0), on: board, pulsesPerLitre: 100)
                try await probe.pull(0, .high)
                async let waiting = meter.wait(for: 0.05)
                // So that it waits.
                try await probe.backend.clock.sleep(for: .milliseconds(5))
                for _ in 0..<5 { try await probe.pull(0, [.low, .high]) }
                let reading = try await waiting
                try probe.expect(reading.litres, is: 0.05, "what flowed")
                try probe.expect(reading.isExact, is: true, "the count")
            }
        },
        HardwareCheck("turns a servo and dims an LED by the pulses of hardware") { probe in
            guard let (chip, channel) = probe.bench.abilities.pwm else { return }
            let label = try probe.backend.chips().first { $0.name == probe.bench.chip }?.label ?? ""
            let line = BoardDescription.Line(
                "PULSES", chip: "chip", offset: probe.bench.lines[7],
                functions: [PinFunction("pwm", chip, "\(channel)")])
            let board = Board(
                probe.backend,
                description: BoardDescription(id: "bench", name: "bench", chips: ["chip": [label]], lines: [line]),
                consumer: HardwareProbe.consumer)
            let servo = try await Servo("PULSES", on: board)
            try probe.expect(servo.isSoftware, is: false, "a servo by software")
            for angle: Double in [-90, 0, 90] {
                try servo.turn(to: angle)
                try probe.expect(servo.angle, is: angle, "the angle")
            }
            servo.close()
            let led = try await PWMLED("PULSES", on: board)
            try probe.expect(led.isSoftware, is: false, "an LED by software")
            try led.set(0.25)
            try probe.expect(led.brightness, is: 0.25, "the brightness")
            led.close()
            let buzzer = try await TonalBuzzer("PULSES", on: board)
            try buzzer.play(Tone(frequency: 500))
            try probe.expect(buzzer.tone?.frequency, is: 500, "the tone")
            try buzzer.stop()
            try probe.expect(buzzer.tone?.frequency, is: nil, "the tone of one that is silent")
            buzzer.close()
            await board.close()
        },
        HardwareCheck("reads a BME280") { probe in
            guard let (number, address, temperature, pressure) = probe.bench.abilities.air else { return }
            let sensor = try await BME280(
                try probe.backend.i2c(number), address: address, clock: probe.backend.clock)
            let reading = try await sensor.read()
            try probe.expect(
                abs(reading.temperature - temperature) <= 0.02,
                "the temperature is \(reading.temperature) and not \(temperature)")
            try probe.expect(
                abs(reading.pressure - pressure) <= 2, "the pressure is \(reading.pressure) and not \(pressure)")
        },
        HardwareCheck("writes on an SSD1306") { probe in
            guard let (number, address) = probe.bench.abilities.display else { return }
            let display = try await SSD1306(try probe.backend.i2c(number), address: address)
            try await display.show(text: "READY")
            try await display.clear()
            guard let absent = probe.bench.abilities.absentAddress else { return }
            let error = try await probe.expect(.i2c, from: "a display that isn’t there") {
                _ = try await SSD1306(try probe.backend.i2c(number), address: absent)
            }
            try probe.expect(error.i2cFault, is: .noAcknowledgeAddress, "the fault")
        },
    ]

    private static func pin(_ place: Int) -> PinID { PinID("place\(place)") }

    /// Uses the bench's lines as a board, by the names `place0` and so on.
    private static func onBoard(_ probe: HardwareProbe, _ body: (Board) async throws -> Void) async throws {
        var wiring: [String: PinID] = [:]
        for place in probe.bench.lines.indices { wiring["place\(place)"] = PinID("\(probe.address(place))") }
        let board = Board(probe.backend, description: .unknown, wiring: wiring, consumer: HardwareProbe.consumer)
        do {
            try await body(board)
        } catch {
            await board.close()
            throw error
        }
        await board.close()
    }
}
