// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunSimulator

/// A bench with a virtual Raspberry Pi 4: a switch with a resistor at each of eight lines, a BME280,
/// an SSD1306, an MCP3008, a bridge from MOSI to MISO, and a Pico whose analog input is at 3.3 V.
public struct VirtualBench: HardwareBench {
    /// The board.
    public let board: VirtualBoard

    /// The board, as checks see it.
    public var backend: any HardwareBackend { board }
    /// The Pi's chip.
    public let chip = "gpiochip0"
    /// The lines with a switch.
    public let lines = [17, 18, 22, 23, 24, 25, 26, 27]
    /// What there is on the board.
    public let abilities: BenchAbilities

    /// Sets up the bench.
    ///
    /// - Parameters:
    ///   - time: The virtual time that checks run in; nil: a time of its own, which goes on when it is told to.
    ///   - queueRule: What the queue of a request does when it is full: as the kernel's second interface, or as its first.
    /// - Throws: Nothing but mistakes of its own.
    public init(in time: VirtualTime? = nil, queueRule: QueueRule = .dropsOldest) throws {
        var configuration = VirtualBoard.Configuration()
        configuration.queueRule = queueRule
        let design = try BoardDesign {
            RaspberryPiPart("pi")
            for line in [17, 18, 22, 23, 24, 25, 26, 27] {
                try SlideSwitchPart(id: "s\(line)", attributes: PartAttributes(["bounce": "0"]))
                    .wired("1", to: "pi:GND.1").wired("3", to: "pi:3V3.1")
                ResistorPart("r\(line)", ohms: 10_000).wired("1", to: "s\(line):2").wired("2", to: "pi:GPIO\(line)")
            }
            try BME280Part(id: "bme", attributes: PartAttributes([:]))
                .wired("VCC", to: "pi:3V3.1").wired("GND", to: "pi:GND.1")
                .wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            SSD1306Part("oled")
                .wired("VCC", to: "pi:3V3.1").wired("GND", to: "pi:GND.1")
                .wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            ResistorPart("bridge", ohms: 1000).wired("1", to: "pi:GPIO10").wired("2", to: "pi:GPIO9")
            try BoardPart(id: "pico", attributes: PartAttributes(["board": "board-pi-pico"]))
                .wired("GP26", to: "pi:3V3.1").wired("GND.1", to: "pi:GND.1")
            MCP3008Part("adc")
                .wired("VDD", to: "pi:3V3.1").wired("VREF", to: "pi:3V3.1")
                .wired("AGND", to: "pi:GND.1").wired("DGND", to: "pi:GND.1")
                .wired("CLK", to: "pi:GPIO11").wired("DOUT", to: "pi:GPIO9").wired("DIN", to: "pi:GPIO10")
                .wired("CS", to: "pi:GPIO8").wired("CH3", to: "pi:3V3.1")
        }
        board = try VirtualBoard("bench", design: design, configuration: configuration, clock: time)
        var abilities = BenchAbilities()
        abilities.unplugs = true
        abilities.registers = (1, 0x76, 0xf4)
        abilities.absentAddress = 0x48
        abilities.i2cFaults = [
            .noAcknowledgeAddress, .noAcknowledgeData(index: 1), .timeout, .arbitrationLost, .busStuck,
        ]
        abilities.air = (1, 0x76, 24, 101_325)
        abilities.display = (1, 0x3c)
        abilities.loopback = (0, 1)
        abilities.analog = (0, 0, 4095)
        abilities.converter = (0, 0, 3, 1023)
        abilities.pwm = (0, 0)
        self.abilities = abilities
    }

    /// Slides a line's switch.
    public func pull(_ line: Int, to level: Level) async throws {
        try board.set("s\(line).value", .flag(level == .high))
    }

    /// Slides a line's switch to and fro, all at one instant.
    public func pull(_ line: Int, through levels: [Level]) async throws {
        for level in levels { try board.set("s\(line).value", .flag(level == .high)) }
    }

    /// Looks at a pin.
    public func level(of line: Int) async throws -> Level {
        try board.read("pi:GPIO\(line)") == .high ? .high : .low
    }

    /// Puts a fault on the bus.
    public func fail(_ fault: I2CFault?) async throws {
        let kind: Fault.Kind
        switch fault {
        case nil: return removeFaults()
        case .noAcknowledgeAddress: kind = .noAcknowledgeAddress
        case .noAcknowledgeData(let index): kind = .noAcknowledgeData(index: index ?? 0)
        case .timeout: kind = .clockTimeout
        case .arbitrationLost: kind = .arbitrationLost
        case .busStuck: kind = .busStuck
        case .corrupt: kind = .corrupt
        }
        try board.inject(Fault(kind, at: "i2c-1"))
    }

    /// Takes the chip away.
    public func unplug() async throws { try board.inject(Fault(.chipUnplugged, at: chip)) }

    /// Puts the chip back.
    public func plug() async throws { removeFaults() }

    private func removeFaults() {
        for fault in board.faults { board.remove(fault: fault.number) }
    }
}
