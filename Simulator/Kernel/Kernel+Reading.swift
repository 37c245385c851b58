// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// What a net is at this instant.
extension Kernel {
    /// A part's pin among all pins.
    @inline(__always)
    func pin(_ part: Int32, _ pin: Int) -> Int32 { Int32(truncatingIfNeeded: partSlots[part].pin &+ pin) }

    /// The net of a part's pin.
    @inline(__always)
    func net(_ part: Int32, _ pin: Int) -> Int32 { pins[self.pin(part, pin)].net }

    @inline(__always)
    func logic(of net: Int32) -> Logic {
        nets[net].wave < 0 ? nets[net].logic : Logic(volts: phaseVolts(of: net))
    }

    /// The level that an input with hysteresis reads.
    @inline(__always)
    func isHigh(_ net: Int32) -> Bool {
        guard nets[net].wave >= 0 else { return nets[net].lastLevel }
        return logic(of: net).level.map { $0 == .high } ?? nets[net].lastLevel
    }

    /// The voltage; nil where it floats.
    func volts(of net: Int32) -> Double? {
        let volts = nets[net].wave < 0 ? nets[net].volts : phaseVolts(of: net)
        return volts.isNaN ? nil : volts
    }

    /// What a converter measures at a pin, in volts; at an input that floats it is anything.
    func measure(_ pin: Int32) -> Double {
        let volts = volts(of: pins[pin].net) ?? randoms[pins[pin].part].nextUnit() * logicVolts
        return pins[pin].isTroubled ? faults.measured(volts, at: pin, self) : volts
    }

    /// The voltages of the two phases where a net carries a wave; twice the same otherwise.
    func phases(of net: Int32) -> (high: Double, low: Double)? {
        let volts = nets[net].volts
        guard !volts.isNaN else { return nil }
        return nets[net].wave < 0 ? (volts, volts) : (volts, nets[net].lowVolts)
    }

    func wave(of net: Int32) -> Wave? {
        nets[net].wave < 0 ? nil : waves[Int(nets[net].wave)].wave
    }

    private func phaseVolts(of net: Int32) -> Double {
        let wave = waves[Int(nets[net].wave)].wave
        return wave.isHigh(at: Timestamp(nanoseconds: now)) ? nets[net].volts : nets[net].lowVolts
    }
}
