// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// What parts and lines do to nets.
extension Kernel {
    /// Changes what a pin drives; the net is resolved in the next delta.
    @inline(__always)
    private func drive(
        _ number: Int32, _ logic: Logic, _ strength: Strength, volts: Double, ohms: Double, isAnalog: Bool
    ) {
        if pins[number].logic == logic, pins[number].strength == strength, pins[number].volts == volts,
            pins[number].ohms == ohms
        {
            return
        }
        pins[number].logic = logic
        pins[number].strength = strength
        pins[number].volts = volts
        pins[number].ohms = ohms
        pins[number].isAnalog = isAnalog
        markDirty(pins[number].net)
    }

    /// Drives a level with the strength's own resistance.
    @inline(__always)
    func drive(_ number: Int32, _ logic: Logic, _ strength: Strength) {
        if strength == .highZ || logic == .floating { return release(number) }
        if pins[number].wave >= 0 { stopWave(number) }
        let rail = rails[pins[number].part]
        let volts = logic == .low ? 0 : logic == .high ? rail : rail / 2
        drive(number, logic, strength, volts: volts, ohms: strength.ohms, isAnalog: false)
    }

    func drive(_ number: Int32, volts: Double, ohms: Double) {
        guard volts.isFinite, ohms >= 0, ohms.isFinite else { return release(number) }
        if pins[number].wave >= 0 { stopWave(number) }
        drive(number, Logic(volts: volts), Strength(ohms: ohms), volts: volts, ohms: max(ohms, 0.001), isAnalog: true)
    }

    func release(_ number: Int32) {
        if pins[number].wave >= 0 { stopWave(number) }
        drive(number, .floating, .highZ, volts: 0, ohms: .infinity, isAnalog: false)
    }

    /// Drives a rail.
    func supply(_ number: Int32, volts: Double) {
        drive(number, Logic(volts: volts), .supply, volts: volts, ohms: Strength.supply.ohms, isAnalog: false)
    }

    func setLink(_ number: Int32, ohms: Double?) {
        let siemens = LinkState.siemens(ohms)
        guard links[number].siemens != siemens else { return }
        links[number].siemens = siemens
        if links[number].group >= 0 { markGroupDirty(links[number].group) } else { checkShort(number) }
    }
}
