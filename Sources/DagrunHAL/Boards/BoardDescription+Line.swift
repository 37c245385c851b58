// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BoardDescription {
    /// A line of a board, as its description knows it.
    public struct Line: Sendable, Hashable {
        /// The name, such as `GPIO17`; unique on the board.
        public var name: String
        /// The key of its chip in ``BoardDescription/chips``.
        public var chip: String
        /// Its place on the chip, from 0.
        public var offset: Int
        /// Its number in the numbering of the board's processor; nil where there is no such numbering.
        public var gpio: Int?
        /// Further names, such as those printed on the board.
        public var aliases: [String]
        /// What else it can be.
        public var functions: [PinFunction]
        /// What pulls it after a reset; nil where that is not known.
        public var pull: Bias?
        /// Whether it can't drive.
        public var isInputOnly: Bool
        /// What the board itself uses it for; nil when it is free.
        public var reserved: String?

        /// Makes a line.
        ///
        /// - Parameters:
        ///   - name: The name, such as `GPIO17`.
        ///   - chip: The key of its chip in ``BoardDescription/chips``.
        ///   - offset: Its place on the chip, from 0.
        ///   - gpio: Its number in the numbering of the board's processor.
        ///   - aliases: Further names.
        ///   - functions: What else it can be.
        ///   - pull: What pulls it after a reset.
        ///   - isInputOnly: Whether it can't drive.
        ///   - reserved: What the board itself uses it for.
        public init(
            _ name: String, chip: String, offset: Int, gpio: Int? = nil, aliases: [String] = [],
            functions: [PinFunction] = [], pull: Bias? = nil, isInputOnly: Bool = false, reserved: String? = nil
        ) {
            self.name = name
            self.chip = chip
            self.offset = offset
            self.gpio = gpio
            self.aliases = aliases
            self.functions = functions
            self.pull = pull
            self.isInputOnly = isInputOnly
            self.reserved = reserved
        }

        /// What the line can be as a unit of some kind.
        ///
        /// - Parameter unit: The kind, such as `pwm`.
        /// - Returns: The functions, in the description's order.
        public func functions(of unit: String) -> [PinFunction] { functions.filter { $0.unit == unit } }
    }
}

extension BoardDescription.Line: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, chip, offset, gpio, aliases, functions, pull, reserved
        case isInputOnly = "input_only"
    }

    /// Reads a line; all members but the name, the chip and the offset may be left out.
    ///
    /// - Parameter decoder: Holds an object.
    /// - Throws: `DecodingError` when it isn't one of a line.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try values.decode(String.self, forKey: .name), chip: try values.decode(String.self, forKey: .chip),
            offset: try values.decode(Int.self, forKey: .offset),
            gpio: try values.decodeIfPresent(Int.self, forKey: .gpio),
            aliases: try values.decodeIfPresent([String].self, forKey: .aliases) ?? [],
            functions: try values.decodeIfPresent([PinFunction].self, forKey: .functions) ?? [],
            pull: try values.decodeIfPresent(Bias.self, forKey: .pull),
            isInputOnly: try values.decodeIfPresent(Bool.self, forKey: .isInputOnly) ?? false,
            reserved: try values.decodeIfPresent(String.self, forKey: .reserved))
    }

    /// Writes the line, without the members that say nothing.
    ///
    /// - Parameter encoder: Gets an object.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(chip, forKey: .chip)
        try values.encode(offset, forKey: .offset)
        try values.encodeIfPresent(gpio, forKey: .gpio)
        if !aliases.isEmpty { try values.encode(aliases, forKey: .aliases) }
        if !functions.isEmpty { try values.encode(functions, forKey: .functions) }
        try values.encodeIfPresent(pull, forKey: .pull)
        if isInputOnly { try values.encode(true, forKey: .isInputOnly) }
        try values.encodeIfPresent(reserved, forKey: .reserved)
    }
}
