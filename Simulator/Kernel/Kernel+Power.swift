// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Rails, what they feed, and what happens when they fail.
extension Kernel {
    /// The fewest volts at which a part runs.
    private static let leastVolts = 1.5

    /// Switches the board on: rails first, then all parts in their order.
    func powerOn() {
        for part in parts.indices { setSupplies(of: part, isOn: true) }
        settle()
        for part in parts.indices { updateRail(of: part) }
        isSwitchedOn = true
        environment.start(self)
        for part in parts.indices where isFed(part) && !power[part].isOn { switchOn(part) }
        // Links alone make voltages, too.
        for group in groups.indices { markGroupDirty(Int32(group)) }
        settle()
    }

    /// A rail changed: what hangs on it changes, too.
    func railChanged(_ net: Int32) {
        for (number, group) in groups.array.enumerated()
        where group.links.contains(where: {
            pins[links[$0].firstPin].net == net || pins[links[$0].secondPin].net == net
        }) {
            markGroupDirty(Int32(number))
        }
    }

    /// A net that feeds parts changed.
    func feedChanged(_ net: Int32) {
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let number = netPins[index]
            guard catalog.pins[Int(number)].role == .power else { continue }
            let part = Int(pins[number].part)
            updateRail(of: part)
            checkPower(part)
        }
    }

    /// Cuts a part off its supply, or lets it have it again.
    func setBrownOut(_ part: Int, _ isBrownedOut: Bool) {
        guard power[part].isBrownedOut != isBrownedOut else { return }
        power[part].isBrownedOut = isBrownedOut
        setSupplies(of: part, isOn: !isBrownedOut)
        checkPower(part)
    }

    /// Refuses what is asked of a computer without power.
    func checkPower(of part: Int, _ subject: String) throws(HALError) {
        guard power[part].isOn else { throw .withoutPower(subject) }
    }

    private func checkPower(_ part: Int) {
        guard isSwitchedOn else { return }
        let isFed = isFed(part)
        guard power[part].isOn != isFed else { return }
        if isFed { switchOn(part) } else { switchOff(part) }
    }

    /// Whether a part gets what it needs.
    ///
    /// A pin that floats and can't be switched counts as a wire that the drawing left out.
    private func isFed(_ part: Int) -> Bool {
        guard !power[part].isBrownedOut else { return false }
        return power[part].pins.allSatisfy { pin in
            let net = pins[pin].net
            return nets[net].volts.isNaN ? nets[net].group < 0 : nets[net].volts >= Self.leastVolts
        }
    }

    private func updateRail(of part: Int) {
        let volts = power[part].pins.lazy.map { self.nets[self.pins[$0].net].volts }.first { $0 >= Self.leastVolts }
        rails[part] = volts ?? logicVolts
    }

    private func setSupplies(of part: Int, isOn: Bool) {
        for pin in power[part].supplies {
            guard case .supply(let volts) = catalog.pins[Int(pin)].role else { continue }
            supply(pin, volts: isOn ? volts : 0)
        }
    }

    private func switchOn(_ part: Int) {
        power[part].isOn = true
        for (place, pin) in parts[part].pins.enumerated() {
            let number = Int32(partSlots[part].pin + place)
            if pins[number].line < 0 { pins[number].watch = pin.watch }
        }
        lineController.switchOn(part, self)
        for controller in buses.i2c where controller.part == part && controller.map.hasPullUps {
            drive(controller.sda, .high, .weak)
            drive(controller.scl, .high, .weak)
        }
        parts[part].start(PartContext(self, Int32(part)))
    }

    private func switchOff(_ part: Int) {
        power[part].isOn = false
        parts[part].stop(PartContext(self, Int32(part)))
        cancelTimers(of: Int32(part))
        lineController.switchOff(part, self)
        buses.switchOff(part, self)
        for (place, pin) in parts[part].pins.enumerated() {
            let number = Int32(partSlots[part].pin + place)
            if pins[number].line < 0 { pins[number].watch = .none }
            if case .supply = pin.role { continue }
            release(number)
        }
        for (place, output) in parts[part].outputs.enumerated() { setOutput(Int32(part), place, output.initial) }
    }
}

extension HALError {
    /// A computer of the board has no power, or had none since.
    static func withoutPower(_ subject: String) -> HALError {
        HALError(.gone, subject, reason: "the computer lost power", advice: "Open it anew once it is back.", errno: 19)
    }
}
