// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Whether the devices on each I2C bus have addresses of their own.
enum I2CAddressRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        var first: [Key: Int] = [:]
        var findings: [BoardFinding] = []
        for (index, part) in wiring.parts.enumerated() {
            guard let device = part.description.i2c, let net = part.net(of: device.sda), wiring.nets[net].isWired else {
                continue
            }
            let key = Key(net: net, address: Int(device.address.rawValue))
            guard let other = first[key] else {
                first[key] = index
                continue
            }
            findings.append(
                wiring.finding(
                    .i2cAddressClash, part: index,
                    "\(part.id) and \(wiring.parts[other].id) both have the address \(device.address) on one bus",
                    "Give one of them another address (many devices have a pin or the attribute i2cAddress for it), or wire it to"
                        + " another bus."))
        }
        return findings
    }

    private struct Key: Hashable {
        let net: Int
        let address: Int
    }
}
