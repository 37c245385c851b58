// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    /// The board's pins, for the wiring.
    var partDescription: PartDescription {
        var pins: [PinDescription] = []
        for (index, line) in lines.enumerated() {
            guard let first = line.pins.first else { continue }
            var pin = PinDescription(first, .line(index), isPulledUp: line.boardPullUp != nil, isOptional: true)
            pin.aliases = Array(line.pins.dropFirst())
            pin.volts = volts
            pins.append(pin)
        }
        for supply in supplies {
            guard let first = supply.pins.first else { continue }
            var pin = PinDescription(first, .supply(supply.volts), isOptional: true)
            pin.aliases = Array(supply.pins.dropFirst())
            pins.append(pin)
        }
        pins += idlePins.map { PinDescription($0, .idle, isOptional: true) }
        return PartDescription(title, pins: pins)
    }

    /// The board as the HAL describes boards.
    ///
    /// - Parameters:
    ///   - aliases: Further names of lines.
    ///   - hardware: What the board offers in a certain diagram.
    /// - Returns: The description; its one chip has the key `board`.
    func description(aliases: [String: PinID], hardware: HardwareMap) -> BoardDescription {
        if var known {
            known.aliases = aliases
            return known
        }
        return BoardDescription(
            id: type, name: title, chips: ["board": [chipLabel]],
            lines: lines.map { line in
                BoardDescription.Line(
                    line.name, chip: "board", offset: line.offset, gpio: line.gpio, aliases: line.aliases,
                    functions: line.functions, isInputOnly: line.isInputOnly, reserved: line.reserved)
            },
            aliases: aliases, i2c: hardware.i2c.first?.number, spi: hardware.spi.first?.number)
    }
}
