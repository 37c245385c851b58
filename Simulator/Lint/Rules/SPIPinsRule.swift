// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Whether SPI devices are at pins that a controller of the board reaches.
enum SPIPinsRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            guard let device = wired.description.spi, let clockNet = wired.net(of: device.clock),
                wiring.nets[clockNet].isWired, !wiring.isUncertain(clockNet), !wiring.boards.isEmpty
            else { return nil }
            guard let clock = wiring.lines(of: clockNet).first else {
                return wiring.finding(
                    .spiPins, part: part, "\(wired.id):\(device.clock) leads to no line of a board",
                    "Wire it to the clock of one of the board's SPI buses.")
            }
            if clock.board.routesBusesFreely { return nil }
            guard let bus = clock.line.bus("spi", "sclk") else {
                return wiring.finding(
                    .spiPins, part: part,
                    "\(wired.id):\(device.clock) is at \(clock.line.name), which is no clock of an SPI bus",
                    advice(clock.board))
            }
            let wires = [(device.input, "mosi"), (device.output, "miso")]
            for (pin, signal) in wires {
                guard let pin, let net = wired.net(of: pin), let line = wiring.lines(of: net).first?.line,
                    !line.functions.contains(PinFunction("spi", bus, signal))
                else { continue }
                return wiring.finding(
                    .spiPins, part: part,
                    "\(wired.id):\(pin) is at \(line.name), which is not \(signal.uppercased()) of SPI bus \(bus)",
                    advice(clock.board))
            }
            return nil
        }
    }

    private static func advice(_ board: SimulatedBoard) -> String {
        let buses = board.spiPins.map { "bus \($0.bus): \($0.sclk), \($0.mosi) and \($0.miso)" }
        return buses.isEmpty
            ? "This board has no SPI bus."
            : "Clock, MOSI and MISO of this board are at " + buses.joined(separator: "; ") + "."
    }
}
