// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// The reference board: an espresso machine with a Raspberry Pi in it.
///
/// A boiler with a heater and a thermistor, a tank with a float, a pump with a flow meter, a grinder, a scale under the cup, a
/// display, three buttons, two lights and a buzzer; and the physics of water, heat and coffee between them. Run the DAG `espresso` of
/// the examples on it, or a DAG of your own:
///
/// ```sh
/// dagrun local espresso --board coffee
/// ```
///
/// | Name | Pin | What |
/// | --- | --- | --- |
/// | `button.green`, `button.yellow`, `button.red` | GPIO5, GPIO6, GPIO13 | to ground while pressed |
/// | `led.green`, `led.red` | GPIO16, GPIO20 | lit while high |
/// | `buzzer` | GPIO12 | sounds while high |
/// | `heater`, `pump`, `grinder` | GPIO23, GPIO24, GPIO25 | on while high |
/// | `tank` | GPIO17 | to ground while there is water for a cup |
/// | `flow` | GPIO27 | a pulse for each half gram that is pumped |
/// | `scale.data`, `scale.clock` | GPIO22, GPIO4 | an HX711 that gives 100 steps a gram |
///
/// The display is an SSD1306 at 0x3c on `i2c-1`. The thermistor is in a divider under 10 kΩ at channel 0 of the MCP3008 on `spi0`.
///
/// The heater has a safety chain as such machines have: a thermostat that opens at 128 °C, and a second float, both between the supply and
/// the heater's enable pin. So no fault of a pin, a wire or a program heats an empty tank or goes over 130 °C.
public struct CoffeeMachine: Sendable, Hashable {
    /// The water in the tank at the begin, in grams; 0 to 1800.
    public var water = 1200.0
    /// The beans in the hopper at the begin, in grams; 0 to 500.
    public var beans = 250.0
    /// The temperature of the boiler at the begin, in °C.
    public var boilerTemperature = 20.0
    /// The temperature of the room, in °C.
    public var roomTemperature = 20.0
    /// Whether contacts switch the heater off by themselves; without them only the program's interlocks do.
    public var hasSafetyChain = true

    /// Makes a machine that is cold, full and safe.
    public init() {}

    /// The least water that the floats call enough, in grams.
    public static let leastWater = 80.0

    /// What the pins are called.
    public static let wiring: [String: PinID] = [
        "button.green": "GPIO5", "button.yellow": "GPIO6", "button.red": "GPIO13", "led.green": "GPIO16",
        "led.red": "GPIO20", "buzzer": "GPIO12", "heater": "GPIO23", "pump": "GPIO24", "grinder": "GPIO25",
        "tank": "GPIO17", "flow": "GPIO27", "scale.data": "GPIO22", "scale.clock": "GPIO4",
    ]

    /// A Raspberry Pi 4 whose pins have the machine's names.
    public static var boardDescription: BoardDescription {
        var description = BoardDescription.raspberryPi4
        description.aliases.merge(wiring) { $1 }
        return description
    }

    /// The machine as a board.
    ///
    /// - Parameters:
    ///   - configuration: How the board is made.
    ///   - clock: The clock by which its time goes; nil: it has its own.
    /// - Returns: The board, switched on.
    /// - Throws: ``BoardError``, which only a mistake in the machine itself could cause.
    public func board(
        configuration: VirtualBoard.Configuration = VirtualBoard.Configuration(), clock: (any HALClock)? = nil
    ) throws(BoardError) -> VirtualBoard {
        try VirtualBoard("coffee", design: design(), configuration: configuration, clock: clock)
    }

    /// The machine's parts, wires and physics, to which more can be added.
    ///
    /// - Returns: A design of its own.
    public func design() -> BoardDesign { BoardDesign { parts() } }

    @BoardBuilder private func parts() -> BoardDesign {
        Quantity("room.temperature", unit: "°C", initial: roomTemperature, in: -40...60)
        Quantity("heater.power", unit: "W", initial: 0, in: 0...2000)
        Quantity("pump.power", unit: "", initial: 0, in: 0...1)
        Quantity("grinder.power", unit: "", initial: 0, in: 0...1)
        Boiler(temperature: boilerTemperature)
        Hydraulics(water: water)
        Grinder(beans: beans)
        Conservation("water", of: ["tank.water", "puck.water", "cup.water"])
        Conservation("coffee", of: ["hopper.beans", "coffee.ground"])
        RaspberryPiPart("pi")
        ReservoirPart("tank", quantity: "tank.water", capacity: 1800, amount: water, unit: "g")
        ReservoirPart("hopper", quantity: "hopper.beans", capacity: 500, amount: beans, unit: "g")
        DripTrayPart("tray")
        controls()
        sensors()
        loads()
    }

    @BoardBuilder private func controls() -> BoardDesign {
        PushbuttonPart("green", color: "green", key: "g").wired("1.l", to: "pi:GPIO5").wired("2.l", to: "pi:GND")
        PushbuttonPart("yellow", color: "yellow", key: "y").wired("1.l", to: "pi:GPIO6").wired("2.l", to: "pi:GND")
        PushbuttonPart("red", color: "red", key: "r").wired("1.l", to: "pi:GPIO13").wired("2.l", to: "pi:GND")
        ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO16")
        LEDPart("ready", color: "green").wired("A", to: "r1:2").wired("C", to: "pi:GND")
        ResistorPart("r2", ohms: 330).wired("1", to: "pi:GPIO20")
        LEDPart("alarm", color: "red").wired("A", to: "r2:2").wired("C", to: "pi:GND")
    }

    @BoardBuilder private func sensors() -> BoardDesign {
        BuzzerPart("buzzer")
            .wired("2", to: "pi:GPIO12").wired("1", to: "pi:GND")
        SSD1306Part("display")
            .wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            .wired("VCC", to: "pi:3V3").wired("GND", to: "pi:GND")
        MCP3008Part("adc")
            .wired("VDD", to: "pi:3V3").wired("VREF", to: "pi:3V3")
            .wired("AGND", to: "pi:GND").wired("DGND", to: "pi:GND")
            .wired("CLK", to: "pi:GPIO11").wired("DOUT", to: "pi:GPIO9")
            .wired("DIN", to: "pi:GPIO10").wired("CS", to: "pi:GPIO8")
        ResistorPart("r3", ohms: 10_000).wired("1", to: "pi:3V3").wired("2", to: "adc:CH0")
        ThermistorPart("ntc", quantity: "boiler.temperature").wired("1", to: "adc:CH0").wired("2", to: "pi:GND")
        LevelSwitchPart("float", quantity: "tank.water", level: Self.leastWater, hysteresis: 10)
            .wired("1", to: "pi:GPIO17").wired("2", to: "pi:GND")
        PulseMeterPart("meter", quantity: "pump.total", portion: 0.5)
            .wired("OUT", to: "pi:GPIO27").wired("VCC", to: "pi:3V3").wired("GND", to: "pi:GND")
        HX711Part("scale", limit: 5, stepsPerKilogram: 100_000, quantity: "cup.water")
            .wired("DT", to: "pi:GPIO22").wired("SCK", to: "pi:GPIO4")
            .wired("VCC", to: "pi:3V3").wired("GND", to: "pi:GND")
    }

    @BoardBuilder private func loads() -> BoardDesign {
        LoadSwitchPart("heater", quantity: "heater.power", fullValue: 1000, hasEnable: true)
            .wired("IN", to: "pi:GPIO23").wired("GND", to: "pi:GND")
        LoadSwitchPart("pump", quantity: "pump.power").wired("IN", to: "pi:GPIO24").wired("GND", to: "pi:GND")
        LoadSwitchPart("grinder", quantity: "grinder.power").wired("IN", to: "pi:GPIO25").wired("GND", to: "pi:GND")
        if hasSafetyChain {
            LevelSwitchPart("thermostat", quantity: "boiler.temperature", level: 128, hysteresis: 8, closesBelow: true)
                .wired("1", to: "pi:3V3")
            LevelSwitchPart("cutoff", quantity: "tank.water", level: Self.leastWater, hysteresis: 10)
                .wired("1", to: "thermostat:2").wired("2", to: "heater:EN")
            ResistorPart("r4", ohms: 10_000).wired("1", to: "heater:EN").wired("2", to: "pi:GND")
        } else {
            Wire("heater:EN", "pi:3V3")
        }
    }
}
