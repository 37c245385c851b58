// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension PartContext {
    /// The mean current through a diode between two pins, in amperes.
    ///
    /// What the voltage above the diode's own leaves over the resistance of what drives its pins. Two diodes in series have no voltage
    /// between them that anything drives, so neither conducts here.
    ///
    /// - Parameters:
    ///   - anode: The anode's pin.
    ///   - cathode: The cathode's pin.
    ///   - volts: The voltage that the diode takes for itself.
    /// - Returns: The current, 0 or more.
    public func diodeCurrent(anode: Int, cathode: Int, forwardVolts volts: Double) -> Double {
        guard let above = phases(anode), let below = phases(cathode) else { return 0 }
        let resistance = max(1, ohms(anode) + ohms(cathode))
        let duty = (wave(anode) ?? wave(cathode))?.dutyCycle ?? 1
        let high = max(0, above.high - below.high - volts) / resistance
        let low = max(0, above.low - below.low - volts) / resistance
        return high * duty + low * (1 - duty)
    }
}
