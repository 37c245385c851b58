// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What is known of a board: its names, chips, lines, headers and buses.
///
/// It is plain data. Boards that come with the library stand in ``known``; one of your own is a file of the same form, which
/// any decoder reads.
public struct BoardDescription: Sendable, Hashable {
    /// A short name without spaces, as `--board` takes it, such as `rpi4`.
    public var id: String
    /// The name, such as `Raspberry Pi 4 Model B`.
    public var name: String
    /// Who makes it.
    public var vendor: String
    /// What stands in `/proc/device-tree/compatible` of such a board; one of them is enough.
    public var compatible: [String]
    /// The chips by a key of the description's own, each with the labels that kernels give it.
    ///
    /// Never their names: the number in `gpiochip0` changes between kernels.
    public var chips: [String: [String]]
    /// The lines that can be named.
    public var lines: [Line]
    /// The headers; the main one first.
    public var headers: [Header]
    /// Further names of pins, such as `button.green`.
    public var aliases: [String: PinID]
    /// The PWM controllers by the number that functions of lines give them, each with the name of its device.
    ///
    /// A device is named as in `/sys/class/pwm/pwmchip0/device`; the number in `pwmchip0` changes between kernels.
    public var pwm: [Int: [String]]
    /// Analog inputs that are no lines, by the names that headers give them.
    public var analog: [String: PinFunction]
    /// The number of the main I2C bus; nil when the board has none.
    public var i2c: Int?
    /// The number of the main SPI bus; nil when the board has none.
    public var spi: Int?

    /// Makes a description.
    ///
    /// - Parameters:
    ///   - id: A short name without spaces.
    ///   - name: The name.
    ///   - vendor: Who makes it.
    ///   - compatible: What stands in `/proc/device-tree/compatible`.
    ///   - chips: The chips by a key of the description's own, each with its labels.
    ///   - lines: The lines that can be named.
    ///   - headers: The headers; the main one first.
    ///   - aliases: Further names of pins.
    ///   - pwm: The PWM controllers by number, each with the names of its device.
    ///   - analog: Analog inputs that are no lines.
    ///   - i2c: The number of the main I2C bus.
    ///   - spi: The number of the main SPI bus.
    public init(
        id: String, name: String, vendor: String = "", compatible: [String] = [], chips: [String: [String]] = [:],
        lines: [Line] = [], headers: [Header] = [], aliases: [String: PinID] = [:],
        pwm: [Int: [String]] = [:], analog: [String: PinFunction] = [:], i2c: Int? = nil, spi: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.compatible = compatible
        self.chips = chips
        self.lines = lines
        self.headers = headers
        self.aliases = aliases
        self.pwm = pwm
        self.analog = analog
        self.i2c = i2c
        self.spi = spi
    }

    /// A board of which nothing is known but what its kernel tells.
    ///
    /// Its lines go by the kernel's names for them and by chip and offset.
    public static let unknown = BoardDescription(id: "unknown", name: "unknown board", i2c: 1, spi: 0)
}

extension BoardDescription: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, name, vendor, compatible, chips, lines, headers, aliases, pwm, analog, i2c, spi
    }

    /// Reads a description; all members but the id may be left out.
    ///
    /// - Parameter decoder: Holds an object.
    /// - Throws: `DecodingError` that says where the fault is.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func list<Value: Decodable>(_ key: CodingKeys, _ empty: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? empty
        }
        let id = try values.decode(String.self, forKey: .id)
        self.init(
            id: id, name: try list(.name, id), vendor: try list(.vendor, ""), compatible: try list(.compatible, []),
            chips: try list(.chips, [:]), lines: try list(.lines, []), headers: try list(.headers, []),
            aliases: try list(.aliases, [:]), pwm: try list(.pwm, [:]), analog: try list(.analog, [:]),
            i2c: try values.decodeIfPresent(Int.self, forKey: .i2c),
            spi: try values.decodeIfPresent(Int.self, forKey: .spi))
        if let fault = faults.first {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath + fault.path, debugDescription: fault.reason))
        }
    }
}

extension BoardDescription {
    /// Finds a line by one of its names.
    ///
    /// - Parameter name: The name or an alias; upper and lower case count only where two lines differ in nothing else.
    /// - Returns: The line; nil when there is none of that name.
    public func line(named name: String) -> Line? {
        lines.first { $0.name == name || $0.aliases.contains(name) }
            ?? {
                let wanted = name.lowercased()
                return lines.first { line in
                    line.name.lowercased() == wanted || line.aliases.contains { $0.lowercased() == wanted }
                }
            }()
    }
}
