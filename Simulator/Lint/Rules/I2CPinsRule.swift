// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Whether I2C devices are at pins that a controller of the board reaches.
enum I2CPinsRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            guard let device = wired.description.i2c, let sda = wired.net(of: device.sda),
                let scl = wired.net(of: device.scl),
                wiring.nets[sda].isWired || wiring.nets[scl].isWired,
                !wiring.isUncertain(sda), !wiring.isUncertain(scl)
            else { return nil }
            guard let data = wiring.lines(of: sda).first, let clock = wiring.lines(of: scl).first else {
                // Without a board there is nothing to be at.
                guard !wiring.boards.isEmpty else { return nil }
                let missing = wiring.lines(of: sda).isEmpty ? device.sda : device.scl
                return wiring.finding(
                    .i2cPins, part: part, "\(wired.id):\(missing) leads to no line of a board",
                    "Wire \(device.sda) and \(device.scl) to the board's I2C pins.")
            }
            if data.board.routesBusesFreely { return nil }
            let buses = data.line.functions.filter { $0.unit == "i2c" && $0.signal == "sda" }.map(\.number)
            if buses.contains(where: { clock.line.bus("i2c", "scl") == $0 }) { return nil }
            let pairs = data.board.i2cPins.map { "\($0.sda) and \($0.scl)" }
            let isSwapped =
                data.line.bus("i2c", "scl") != nil && data.line.bus("i2c", "scl") == clock.line.bus("i2c", "sda")
            return wiring.finding(
                .i2cPins, part: part,
                isSwapped
                    ? "\(device.sda) and \(device.scl) of \(wired.id) are swapped"
                    : "\(wired.id) has its data at \(data.line.name) and its clock at \(clock.line.name), which are no I2C bus",
                isSwapped
                    ? "Swap the two wires."
                    : "I2C data and clock of this board are at \(pairs.joined(separator: ", or at ")).")
        }
    }
}
