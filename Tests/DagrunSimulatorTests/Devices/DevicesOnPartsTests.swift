// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// The HAL's devices against simulated parts, which know nothing of each other.
@Suite(.timeLimit(.minutes(15)))
struct DevicesOnPartsTests {
    /// A Raspberry Pi 4 with some parts, in virtual time.
    private struct Bench: Sendable {
        let time = VirtualTime()
        let parts: VirtualBoard
        let board: Board

        // Types have attributes behind them, as in `wokwi-led color=red`; wires go from one `part:pin` to another.
        init(_ types: [String: String], _ wires: [(String, String)]) throws {
            let parts = types.map { id, type in
                let words = type.split(separator: " ")
                let attributes = words.dropFirst().map { word in
                    let pair = word.split(separator: "=")
                    return "\"\(pair[0])\": \"\(pair[1])\""
                }
                return
                    "{\"type\": \"\(words[0])\", \"id\": \"\(id)\", \"attrs\": {\(attributes.joined(separator: ", "))}}"
            }
            let connections = wires.map { "[\"\($0)\", \"\($1)\", \"\", []]" }
            let json = """
                {"version": 1, "parts": [{"type": "board-raspberry-pi-4", "id": "pi"}, \(parts.sorted().joined(separator: ", "))],
                 "connections": [\(connections.joined(separator: ", "))]}
                """
            let diagram = DiagramBoard(try DiagramFile(Array(json.utf8)), name: "parts")
            self.parts = try diagram.virtualBoard(clock: time)
            board = Board(self.parts, description: diagram.description, journalID: 1)
        }

        func run(_ body: @escaping @Sendable (Bench) async throws -> Void) async throws {
            try await time.run { try await body(self) }
        }

        func number(_ output: String) throws -> Double { try parts.output(output).number ?? .nan }
    }

    private static let display = [
        ("oled:VCC", "pi:3V3.1"), ("oled:GND", "pi:GND.1"), ("oled:SDA", "pi:GPIO2"), ("oled:SCL", "pi:GPIO3"),
    ]
    private static let air = [
        ("air:VCC", "pi:3V3.1"), ("air:GND", "pi:GND.1"), ("air:SDA", "pi:GPIO2"), ("air:SCL", "pi:GPIO3"),
    ]

    @Test func `a BME280 tells the air that is around it`() async throws {
        try await Bench(["air": "board-bme280"], Self.air).run { (bench) async throws in
            try bench.parts.set("air.temperature", -12.5)
            try bench.parts.set("air.humidity", 81)
            try bench.parts.set("air.pressure", 98_765)
            let sensor = try await BME280(on: bench.board, oversampling: .fourTimes)
            let reading = try await sensor.read()
            #expect(abs(reading.temperature + 12.5) < 0.02)
            #expect(abs(reading.humidity - 81) < 0.1)
            #expect(abs(reading.pressure - 98_765) < 3)
            try bench.parts.set("air.temperature", 40)
            #expect(abs(try await sensor.read().temperature - 40) < 0.02)
        }
    }

    @Test func `a sensor that is not there, or is another one, is named`() async throws {
        try await Bench(["oled": "board-ssd1306"], Self.display).run { (bench) async throws in
            let missing = await #expect(throws: HALError.self) { _ = try await BME280(on: bench.board) }
            #expect(missing?.i2cFault == .noAcknowledgeAddress && missing?.isRetryable == true)
            let other = await #expect(throws: HALError.self) {
                _ = try await BME280(on: bench.board, address: SSD1306.defaultAddress)
            }
            #expect(other?.code == .notFound)
        }
    }

    @Test func `a display shows what is drawn, and gets only what changed`() async throws {
        try await Bench(["oled": "board-ssd1306"], Self.display).run { (bench) async throws in
            func shown() throws -> [String] {
                let picture = try #require(try bench.parts.output("oled.screen").picture)
                return (0..<picture.height).map { y in
                    String((0..<picture.width).map { picture.isLit($0, y) ? "#" : "." })
                }
            }
            let display = try await SSD1306(on: bench.board)
            try await display.show(text: "Hej!", scale: 2)
            var expected = Bitmap(text: "Hej!", width: 128, height: 64, scale: 2)
            #expect(try shown() == expected.description.split(separator: "\n").map(String.init))
            let before = bench.time.now
            expected[127, 63] = true
            try await display.show(expected)
            #expect(try shown() == expected.description.split(separator: "\n").map(String.init))
            // A window and one byte at 100 kHz, where the whole image takes almost a tenth of a second.
            #expect(bench.time.now - before < .milliseconds(2))
            try await display.clear()
            #expect(try shown().allSatisfy { !$0.contains("#") })
        }
    }

    @Test func `a display that was gone for a while comes back with the next image`() async throws {
        try await Bench(["oled": "board-ssd1306"], Self.display).run { (bench) async throws in
            let display = try await SSD1306(on: bench.board)
            try await display.show(text: "before")
            let fault = try bench.parts.inject(Fault(.noAcknowledgeAddress, at: "i2c-1@0x3c"))
            let gone = await #expect(throws: HALError.self) { try await display.show(text: "while") }
            #expect(gone?.code == .i2c)
            bench.parts.remove(fault: fault)
            try await display.show(text: "behind")
            let picture = try #require(try bench.parts.output("oled.screen").picture)
            let expected = Bitmap(text: "behind", width: 128, height: 64)
            let isSame = (0..<64).allSatisfy { y in (0..<128).allSatisfy { picture.isLit($0, y) == expected[$0, y] } }
            #expect(isSame)
        }
    }

    @Test func `a converter tells the position of a potentiometer`() async throws {
        let wires = [
            ("adc:VDD", "pi:3V3.1"), ("adc:VREF", "pi:3V3.1"), ("adc:AGND", "pi:GND.1"), ("adc:DGND", "pi:GND.1"),
            ("adc:CLK", "pi:GPIO11"), ("adc:DOUT", "pi:GPIO9"), ("adc:DIN", "pi:GPIO10"), ("adc:CS", "pi:GPIO8"),
            ("pot:GND", "pi:GND.1"), ("pot:VCC", "pi:3V3.1"), ("pot:SIG", "adc:CH3"),
        ]
        try await Bench(["adc": "chip-mcp3008", "pot": "wokwi-potentiometer"], wires).run { (bench) async throws in
            let converter = try MCP3008(on: bench.board)
            for position in [0, 0.25, 0.5, 1.0] {
                try bench.parts.set("pot.position", .number(position))
                let reading = try await converter[3].read()
                #expect(abs(reading.fraction - position) < 0.002 && abs(reading.volts - 3.3 * position) < 0.01)
            }
        }
    }

    @Test func `a scale weighs what lies on it`() async throws {
        let wires = [
            ("cell:VCC", "pi:3V3.1"), ("cell:GND", "pi:GND.1"), ("cell:DT", "pi:GPIO5"), ("cell:SCK", "pi:GPIO6"),
        ]
        try await Bench(["cell": "wokwi-hx711 steps=420000"], wires).run { (bench) async throws in
            try bench.parts.set("cell.load", 0.2)
            let converter = try await HX711(data: "GPIO5", clock: "GPIO6", on: bench.board)
            let scale = Scale(converter, countsPerGram: 400)
            try await scale.tare()
            try bench.parts.set("cell.load", 0.7)
            try await scale.calibrate(grams: 500)
            #expect(abs(scale.countsPerGram - 420) < 0.1)
            try bench.parts.set("cell.load", 0.236)
            #expect(abs(try await scale.grams(samples: 3) - 36) < 0.1)
        }
    }

    @Test func `a converter whose wire is loose is not ready`() async throws {
        let wires = [("r:1", "pi:GPIO5"), ("r:2", "pi:3V3.1")]
        try await Bench(["r": "wokwi-resistor value=10000"], wires).run { (bench) async throws in
            let converter = try await HX711(data: "GPIO5", clock: "GPIO6", on: bench.board)
            let error = await #expect(throws: HALError.self) { try await converter.read(timeout: .seconds(2)) }
            #expect(error?.code == .timedOut && bench.time.now >= Timestamp(nanoseconds: 2_000_000_000))
        }
    }

    @Test func `a servo turns to where it is told, by pulses of hardware and of software`() async throws {
        let wires = [("arm:V+", "pi:5V.1"), ("arm:GND", "pi:GND.1"), ("arm:PWM", "pi:GPIO18")]
        try await Bench(["arm": "wokwi-servo"], wires).run { (bench) async throws in
            let pulse = ServoPulse(minimum: .microseconds(544), maximum: .microseconds(2400))
            for source in [PulseSource.automatic, .software] {
                let servo = try await Servo(
                    "GPIO18", on: bench.board, angles: (0, 180), pulse: pulse, source: source)
                #expect(servo.isSoftware == (source == .software))
                for angle in [45.0, 170] {
                    try servo.turn(to: angle)
                    try await bench.time.sleep(for: .seconds(1))
                    #expect(abs(try bench.number("arm.angle") - angle) < 1)
                }
                servo.close()
            }
        }
    }

    @Test func `a relay's contact closes and opens`() async throws {
        let wires = [("k1:VCC", "pi:5V.1"), ("k1:GND", "pi:GND.1"), ("k1:IN", "pi:GPIO23")]
        try await Bench(["k1": "wokwi-relay-module transistor=pnp"], wires).run { (bench) async throws in
            let relay = try await Relay("GPIO23", on: bench.board, activeHigh: false)
            try await bench.time.sleep(for: .milliseconds(100))
            let operations = try bench.number("k1.operations")
            async let run: Void = relay.run(for: .seconds(2))
            try await bench.time.sleep(for: .seconds(1))
            #expect(try bench.parts.output("k1.closed").flag == true)
            try await run
            try await bench.time.sleep(for: .milliseconds(100))
            #expect(try bench.parts.output("k1.closed").flag == false)
            // One operation is all: it did not click when its pin was claimed.
            #expect(try bench.number("k1.operations") - operations <= 2)
        }
    }

    @Test func `motion is seen, and its end`() async throws {
        let wires = [("pir:VCC", "pi:5V.1"), ("pir:GND", "pi:GND.1"), ("pir:OUT", "pi:GPIO4")]
        try await Bench(["pir": "wokwi-pir-motion-sensor delayTime=5"], wires).run { (bench) async throws in
            let sensor = try await MotionSensor("GPIO4", on: bench.board)
            let motion = Task(executorPreference: bench.time.executor) {
                try await bench.time.sleep(for: .seconds(60))
                try bench.parts.set("pir.motion", true)
                try bench.parts.set("pir.motion", false)
            }
            try await sensor.wait(for: .motion, timeout: .seconds(90))
            #expect(bench.time.now >= Timestamp(nanoseconds: 60_000_000_000))
            try await sensor.wait(for: .noMotion, timeout: .seconds(10))
            try await motion.value
        }
    }

    @Test func `an encoder counts the steps of a knob`() async throws {
        let wires = [
            ("knob:VCC", "pi:3V3.1"), ("knob:GND", "pi:GND.1"), ("knob:CLK", "pi:GPIO20"), ("knob:DT", "pi:GPIO21"),
        ]
        try await Bench(["knob": "wokwi-ky-040"], wires).run { (bench) async throws in
            let knob = try await RotaryEncoder(a: "GPIO20", b: "GPIO21", on: bench.board)
            for (position, steps) in [(3.0, 3), (-2, -2), (-1, -1)] {
                try bench.parts.set("knob.position", .number(position))
                try await bench.time.sleep(for: .seconds(1))
                #expect(try knob.steps == steps)
            }
        }
    }

    @Test func `a buzzer sounds the tone that it is given`() async throws {
        let wires = [("bz:1", "pi:GPIO12"), ("bz:2", "pi:GND.1")]
        try await Bench(["bz": "wokwi-buzzer"], wires).run { (bench) async throws in
            let buzzer = try await TonalBuzzer("GPIO12", on: bench.board)
            try buzzer.play(Tone(frequency: 440))
            try await bench.time.sleep(for: .milliseconds(100))
            #expect(abs(try bench.number("bz.frequency") - 440) < 1)
            try buzzer.stop()
            try await bench.time.sleep(for: .milliseconds(100))
            #expect(try bench.parts.output("bz.isOn").flag == false)
        }
    }

    @Test func `a button that bounces is pressed, clicked and held once each time`() async throws {
        let wires = [("btn:1.l", "pi:GPIO17"), ("btn:2.l", "pi:GND.1")]
        try await Bench(["btn": "wokwi-pushbutton"], wires).run { (bench) async throws in
            let button = try await Button("GPIO17", on: bench.board)
            let events = try button.events()
            let person = Task(executorPreference: bench.time.executor) {
                // Milliseconds of presses and of breaks: a click, two in quick succession, a long press.
                for (isPressed, wait) in [
                    (true, 100), (false, 1000), (true, 80), (false, 120), (true, 80), (false, 1000), (true, 1500),
                    (false, 1000),
                ] {
                    try bench.parts.set("btn.pressed", .flag(isPressed))
                    try await bench.time.sleep(for: .milliseconds(wait))
                }
            }
            var kinds: [ButtonEvent.Kind] = []
            for try await event in events {
                kinds.append(event.kind)
                if kinds.suffix(2) == [.held, .released] { break }
            }
            #expect(
                kinds == [
                    .pressed, .released, .clicked, .pressed, .released, .pressed, .released, .doubleClicked, .pressed,
                    .held, .released,
                ])
            try await person.value
        }
    }

    @Test(arguments: [true, false]) func `a lamp of three colours shines in the one that it is told`(isAnode: Bool)
        async throws
    {
        let wires = [
            ("rgb:R", "r1:1"), ("rgb:G", "r2:1"), ("rgb:B", "r3:1"), ("r1:2", "pi:GPIO22"), ("r2:2", "pi:GPIO23"),
            ("r3:2", "pi:GPIO24"), ("rgb:COM", isAnode ? "pi:3V3.1" : "pi:GND.1"),
        ]
        let resistor = "wokwi-resistor value=220"
        let parts = [
            "rgb": "wokwi-rgb-led common=\(isAnode ? "anode" : "cathode")", "r1": resistor, "r2": resistor,
            "r3": resistor,
        ]
        try await Bench(parts, wires).run { (bench) async throws in
            let lamp = try await RGBLED(
                red: "GPIO22", green: "GPIO23", blue: "GPIO24", on: bench.board, activeHigh: !isAnode)
            for (color, lit) in [
                (RGBColor.yellow, [true, true, false]), (.blue, [false, false, true]), (.black, [false, false, false]),
            ] {
                try lamp.set(color)
                try await bench.time.sleep(for: .milliseconds(100))
                #expect(try ["red", "green", "blue"].map { try bench.number("rgb.\($0)") > 0 } == lit, "\(color)")
            }
        }
    }

    @Test func `a flow meter counts what flows`() async throws {
        let time = VirtualTime()
        let parts = try VirtualBoard("tap", clock: time) {
            RaspberryPiPart("pi")
            Quantity("water", unit: "ml", initial: 0)
            PulseMeterPart("meter", quantity: "water", portion: 2)
                .wired("OUT", to: "pi:GPIO25").wired("VCC", to: "pi:3V3").wired("GND", to: "pi:GND")
        }
        let board = Board(parts, description: .raspberryPi4)
        try await time.run {
            let meter = try await FlowMeter("GPIO25", on: board, pulsesPerLitre: 500)
            let tap = Task(executorPreference: time.executor) {
                for second in 1...60 {
                    try await time.sleep(for: .seconds(1))
                    try parts.set(quantity: "water", to: Double(second) * 10)
                }
            }
            let reading = try await meter.wait(for: 0.25, timeout: .seconds(60))
            #expect((0.25...0.26).contains(reading.litres) && reading.isExact)
            #expect(abs(reading.litresPerMinute - 0.6) < 0.02)
            #expect(time.now >= Timestamp(nanoseconds: 25_000_000_000))
            tap.cancel()
        }
    }

    @Test func `a plain buzzer beeps`() async throws {
        let wires = [("bz:1", "pi:GPIO12"), ("bz:2", "pi:GND.1")]
        try await Bench(["bz": "wokwi-buzzer"], wires).run { (bench) async throws in
            let buzzer = try await Buzzer("GPIO12", on: bench.board)
            try buzzer.on()
            #expect(try bench.parts.output("bz.isOn").flag == true)
            try buzzer.off()
            // A part that hears tones takes a short silence for one of their gaps.
            try await bench.time.sleep(for: .milliseconds(100))
            #expect(try bench.parts.output("bz.isOn").flag == false)
        }
    }

    @Test func `an LED is as bright as its pulses make it, of hardware and of software`() async throws {
        let wires = [
            ("lamp:A", "pi:GPIO18"), ("lamp:C", "r1:1"), ("r1:2", "pi:GND.1"),
        ]
        try await Bench(["lamp": "wokwi-led", "r1": "wokwi-resistor value=220"], wires).run { (bench) async throws in
            for source in [PulseSource.hardware, .software] {
                let lamp = try await PWMLED("GPIO18", on: bench.board, brightness: 1, source: source)
                try await bench.time.sleep(for: .milliseconds(100))
                let full = try bench.number("lamp.brightness")
                try lamp.set(0.25)
                // The mean of ten periods: pulses of the program are seen one by one.
                var sum = 0.0
                for _ in 0..<1000 {
                    try await bench.time.sleep(for: .microseconds(100))
                    sum += try bench.number("lamp.brightness")
                }
                #expect(full > 0 && abs(sum / 1000 / full - 0.25) < 0.02, "\(source)")
                lamp.close()
            }
        }
    }
}

extension Picture {
    /// Whether a pixel is on.
    fileprivate func isLit(_ x: Int, _ y: Int) -> Bool { bytes[y * width + x] > 0 }
}
