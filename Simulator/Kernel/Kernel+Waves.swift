// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Pulses as one fact instead of two events a period.
//
// A net on which one pin drives a wave, and no other one fights it, carries the wave: the voltages of both phases. Who watches voltages is
// told once. Edges are events only while somebody watches levels, and then they are nothing but calls of those who do: the net
// isn't resolved again. So who looks on changes nothing for the others.
extension Kernel {
    func drive(_ number: Int32, wave: Wave) {
        let old = pins[number].wave
        if old >= 0 {
            if waves[Int(old)].wave == wave, waves[Int(old)].end == .max { return }
            stopTicking(old)
        }
        // The net carries the old wave until it is resolved, so the new one takes another place.
        let carried = nets[pins[number].net].wave
        let slot = waves.indices.first { waves[$0].pin == number && waves[$0].place != carried } ?? waves.count
        if slot == waves.count { waves.append(WaveState(wave: wave, pin: number, place: Int32(slot))) }
        waves[slot].wave = wave
        waves[slot].end = .max
        waves[slot].isMixed = false
        waves[slot].generation &+= 1
        pins[number].wave = Int32(slot)
        pins[number].isAnalog = false
        pins[number].logic = .high
        pins[number].strength = .strong
        pins[number].volts = rails[pins[number].part]
        pins[number].ohms = Strength.strong.ohms
        markDirty(pins[number].net)
    }

    /// Says when another drive will take over from a pin's wave.
    func setEnd(ofWaveOn number: Int32, at time: Int64) {
        if pins[number].wave >= 0 { waves[Int(pins[number].wave)].end = time }
    }

    /// Ends a pin's wave; what it drives next is set by the caller.
    func stopWave(_ number: Int32) {
        stopTicking(pins[number].wave)
        pins[number].wave = -1
        pins[number].strength = .highZ
        markDirty(pins[number].net)
    }

    private func stopTicking(_ slot: Int32) {
        if waves[Int(slot)].isTicking { cancelled() }
        waves[Int(slot)].isTicking = false
        waves[Int(slot)].generation &+= 1
    }

    /// Has all waves of a group's pins resolved edge by edge, or not any more.
    func mixWaves(of group: NetGroup, _ isMixed: Bool) {
        for net in group.nets {
            for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
                let slot = pins[netPins[index]].wave
                if slot >= 0 { setMixed(slot, isMixed) }
            }
        }
    }

    func setMixed(_ slot: Int32, _ isMixed: Bool) {
        guard waves[Int(slot)].isMixed != isMixed else { return }
        let pin = waves[Int(slot)].pin
        waves[Int(slot)].isMixed = isMixed
        if isMixed {
            setPhase(of: pin)
            startTicking(slot)
        } else {
            pins[pin].logic = .high
            pins[pin].volts = rails[pins[pin].part]
        }
    }

    private func setPhase(of pin: Int32) {
        let isHigh = waves[Int(pins[pin].wave)].wave.isHigh(at: Timestamp(nanoseconds: now))
        pins[pin].logic = Logic(isHigh)
        pins[pin].volts = isHigh ? rails[pins[pin].part] : 0
    }

    /// Makes edges events where somebody watches the levels of a net that carries the wave.
    func tick(_ slot: Int32) {
        // Who was told of the wave may have ended it since.
        guard pins[waves[Int(slot)].pin].wave == slot, !waves[Int(slot)].isTicking, isWatched(slot) else { return }
        startTicking(slot)
    }

    /// Somebody began to watch the levels of a net.
    func tickWave(on net: Int32) {
        guard nets[net].wave >= 0 else { return }
        setWaveLogic(net, logic(of: net))
        tick(nets[net].wave)
    }

    private func startTicking(_ slot: Int32) {
        guard !waves[Int(slot)].isTicking, let edge = waves[Int(slot)].wave.nextEdge(after: Timestamp(nanoseconds: now))
        else { return }
        waves[Int(slot)].isTicking = true
        schedule(.wave, target: slot, generation: waves[Int(slot)].generation, at: edge.nanoseconds)
    }

    private func isWatched(_ slot: Int32) -> Bool {
        if waves[Int(slot)].isMixed { return true }
        let net = pins[waves[Int(slot)].pin].net
        let group = nets[net].group
        guard group >= 0 else { return nets[net].levelWatchers > 0 || nets[net].sinks != 0 }
        return groups[Int(group)].nets.contains {
            nets[$0].wave == slot && (nets[$0].levelWatchers > 0 || nets[$0].sinks != 0)
        }
    }

    func waveEdge(_ event: KernelEvent) {
        let slot = event.target
        guard waves[Int(slot)].generation == event.generation else {
            staleEvents -= 1
            return
        }
        let pin = waves[Int(slot)].pin
        waves[Int(slot)].isTicking = false
        guard isWatched(slot), now < waves[Int(slot)].end else { return }
        startTicking(slot)
        let net = pins[pin].net
        if waves[Int(slot)].isMixed {
            setPhase(of: pin)
            markDirty(net)
        } else if nets[net].group < 0 {
            if nets[net].wave == slot { setWaveEdge(net) }
        } else {
            for net in groups[Int(nets[net].group)].nets where nets[net].wave == slot { setWaveEdge(net) }
        }
    }

    private func setWaveEdge(_ net: Int32) {
        let logic = logic(of: net)
        guard nets[net].logic != logic else { return }
        setWaveLogic(net, logic)
        if nets[net].sinks != 0 { tellSinks(of: net) }
        if nets[net].watcherCount > 0 { callWatchers(net, true, isVoltageChanged: false) }
    }

    func setWaveLogic(_ net: Int32, _ logic: Logic) {
        nets[net].logic = logic
        if logic == .high { nets[net].lastLevel = true } else if logic == .low { nets[net].lastLevel = false }
    }
}
