// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    /// What the board offers to programs.
    ///
    /// - Parameters:
    ///   - pinOfLine: The pins of lines that are brought out, by the place of the line.
    ///   - buses: Which lines are buses.
    /// - Returns: The map.
    func hardware(_ pinOfLine: [Int: Int], _ buses: BoardBuses) -> HardwareMap {
        var chipLines = (0..<lineCount).map { _ in HardwareMap.Line(name: nil, pin: nil) }
        for (index, line) in lines.enumerated() {
            chipLines[line.offset] = HardwareMap.Line(
                name: line.kernelName ?? line.name, pin: pinOfLine[index], bias: line.bias)
        }
        func pins(_ lines: [Int]) -> [Int]? {
            let pins = lines.compactMap { pinOfLine[$0] }
            return pins.count == lines.count ? pins : nil
        }
        var map = HardwareMap(chips: [HardwareMap.Chip(label: chipLabel, lines: chipLines)])
        for bus in buses.i2c {
            guard let pins = pins([bus.sda, bus.scl]) else { continue }
            map.i2c.append(HardwareMap.I2C(bus.number, sda: pins[0], scl: pins[1]))
        }
        for bus in buses.spi {
            guard let pins = pins([bus.sclk, bus.mosi, bus.miso]) else { continue }
            map.spi.append(
                HardwareMap.SPI(
                    bus.number, sclk: pins[0], mosi: pins[1], miso: pins[2],
                    chipSelects: bus.chipSelects.compactMap { pinOfLine[$0] }))
        }
        for (index, line) in lines.enumerated() {
            guard let pin = pinOfLine[index] else { continue }
            // Of lines that share a channel the one that is used has it; else the last one, as with the overlay pwm-2chan of a Pi.
            if let function = line.functions.first(where: { $0.unit == "pwm" }), let channel = function.channel {
                let owner = map.pwm.firstIndex { $0.chip == function.number && $0.channel == channel }
                let isTaken = owner.map { owner in
                    buses.pwmLines.contains { pinOfLine[$0] == map.pwm[owner].pin }
                }
                if isTaken != true || buses.pwmLines.contains(index) {
                    if let owner { map.pwm.remove(at: owner) }
                    map.pwm.append(HardwareMap.PWM(chip: function.number, channel: channel, pin: pin))
                }
            }
            if let channel = line.analogChannel, analogBits > 0 {
                map.analog.append(
                    HardwareMap.Analog(
                        device: 0, channel: channel, pin: pin, bits: analogBits, reference: analogReference))
            }
        }
        return map
    }
}
