// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// What comes of a net's drivers.
//
// A net without links is resolved by itself: the strongest drivers win, and where those differ the value is unknown. That is a
// join of signals, so no order matters. Nets with links are resolved as a group, by their voltages; see NetGroup.
extension Kernel {
    func resolveNet(_ net: Int32) {
        nets[net].isDirty = false
        let first = nets[net].firstPin
        let end = first + nets[net].pinCount
        var low = Strength.highZ
        var high = Strength.highZ
        var either = Strength.highZ
        var winner: Int32 = -1
        var winnerStrength = Strength.highZ
        var isSpecial = nets[net].isForced
        var index = first
        while index < end {
            let number = netPins[index]
            index += 1
            let strength = pins[number].strength
            guard strength != .highZ else { continue }
            if pins[number].isAnalog || pins[number].wave >= 0 { isSpecial = true }
            switch pins[number].logic {
            case .low: if strength > low { low = strength }
            case .high: if strength > high { high = strength }
            case .unknown, .floating: if strength > either { either = strength }
            }
            if strength > winnerStrength {
                winnerStrength = strength
                winner = number
            }
        }
        if isSpecial { return resolveSpecial(net) }
        guard winner >= 0 else { return settleNet(net, .floating, .highZ, .nan, .infinity) }
        let isFought = (low == winnerStrength && high == winnerStrength) || either == winnerStrength
        checkContention(net, min(low, high) >= .strong)
        if isFought {
            settleNet(net, .unknown, winnerStrength, rails[pins[winner].part] / 2, pins[winner].ohms)
        } else {
            settleNet(
                net, low == winnerStrength ? .low : .high, winnerStrength, pins[winner].volts, pins[winner].ohms)
        }
    }

    /// A net with an analog driver, a wave or a fault.
    private func resolveSpecial(_ net: Int32) {
        if nets[net].isForced {
            let natural = mixed(net).logic
            setNatural(net, natural)
            let volts = nets[net].forced == .low ? 0 : nets[net].forced == .high ? logicVolts : logicVolts / 2
            return settleNet(net, nets[net].forced, .supply, volts, Strength.supply.ohms)
        }
        var wavePin: Int32 = -1
        var strong = 0
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let pin = pins[netPins[index]]
            if pin.wave >= 0 { wavePin = netPins[index] }
            if pin.strength >= .strong { strong += 1 }
        }
        if wavePin >= 0 {
            setMixed(pins[wavePin].wave, strong > 1)
            if strong == 1 {
                let pin = pins[wavePin]
                return settleWave(net, pin.wave, high: pin.volts, low: 0, .strong, pin.ohms)
            }
        }
        let result = mixed(net)
        checkContention(net, result.isContended)
        settleNet(net, result.logic, Strength(ohms: result.ohms), result.volts, result.ohms)
    }

    /// The drivers of a net by itself, mixed by their conductances.
    private func mixed(_ net: Int32) -> (logic: Logic, volts: Double, ohms: Double, isContended: Bool) {
        var siemens = 0.0
        var current = 0.0
        var signal = Signal.floating
        var low = Strength.highZ
        var high = Strength.highZ
        var isAnalog = false
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let number = netPins[index]
            if pins[number].wave >= 0 { setMixed(pins[number].wave, true) }
            let pin = pins[number]
            guard pin.strength != .highZ else { continue }
            siemens += 1 / max(pin.ohms, 0.001)
            current += pin.volts / max(pin.ohms, 0.001)
            signal = signal.joined(with: Signal(pin.logic, pin.strength))
            if pin.isAnalog { isAnalog = true }
            if pin.logic == .low { low = max(low, pin.strength) }
            if pin.logic == .high { high = max(high, pin.strength) }
        }
        guard siemens > 0 else { return (.floating, .nan, .infinity, false) }
        let volts = Self.rounded(current / siemens)
        return (
            isAnalog ? Logic(volts: volts) : signal.logic, volts, 1 / siemens, !isAnalog && min(low, high) >= .strong
        )
    }

    // MARK: Groups

    func resolveGroup(_ number: Int32) {
        let group = groups[Int(number)]
        group.isDirty = false
        var wavePin: Int32 = -1
        var waveCount = 0
        var isForced = false
        for net in group.nets {
            if nets[net].isForced { isForced = true }
            for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount)
            where pins[netPins[index]].wave >= 0 {
                wavePin = netPins[index]
                waveCount += 1
            }
        }
        if waveCount > 0 { mixWaves(of: group, waveCount > 1 || isForced) }
        if isForced {
            // First what would be without the faults, for those that wait for changes of it.
            solve(group, isForced: false)
            for (node, net) in group.nets.enumerated() where nets[net].isForced {
                let natural = group.volts[node].isNaN ? Logic.floating : Logic(volts: Self.rounded(group.volts[node]))
                if nets[net].isForced { setNatural(net, natural) }
            }
        }
        if waveCount == 1, !isForced { return resolveWave(group, wavePin) }
        solve(group, isForced: isForced)
        for (node, net) in group.nets.enumerated() {
            let volts = Self.rounded(group.volts[node])
            guard !volts.isNaN else {
                checkContention(net, false)
                settleNet(net, .floating, .highZ, .nan, .infinity)
                continue
            }
            let logic = nets[net].isForced ? nets[net].forced : Logic(volts: volts)
            checkGroupContention(net, logic)
            settleNet(net, logic, Strength(ohms: group.ohms[node]), volts, group.ohms[node])
        }
    }

    /// A group in which one pin drives a wave: it is solved for both phases.
    private func resolveWave(_ group: NetGroup, _ wavePin: Int32) {
        let slot = pins[wavePin].wave
        let high = pins[wavePin].volts
        pins[wavePin].volts = 0
        solve(group, isForced: false)
        pins[wavePin].volts = high
        group.keepVolts()
        solve(group, isForced: false)
        for (node, net) in group.nets.enumerated() {
            let volts = Self.rounded(group.volts[node])
            let lowVolts = Self.rounded(group.keptVolts[node])
            let ohms = group.ohms[node]
            if volts.isNaN {
                settleNet(net, .floating, .highZ, .nan, .infinity)
            } else if volts == lowVolts {
                settleNet(net, Logic(volts: volts), Strength(ohms: ohms), volts, ohms)
            } else {
                settleWave(net, slot, high: volts, low: lowVolts, Strength(ohms: ohms), ohms)
            }
        }
    }

    private func solve(_ group: NetGroup, isForced: Bool) {
        group.reset()
        for node in 0..<group.count {
            let net = group.nets[node]
            if isForced, nets[net].isForced {
                let volts = nets[net].forced == .low ? 0 : nets[net].forced == .high ? logicVolts : logicVolts / 2
                group.add(source: volts, siemens: 1 / Strength.supply.ohms, to: node)
                continue
            }
            var index = nets[net].firstPin
            let end = index + nets[net].pinCount
            while index < end {
                let number = netPins[index]
                index += 1
                if pins[number].strength != .highZ {
                    group.add(source: pins[number].volts, siemens: 1 / max(pins[number].ohms, 0.001), to: node)
                }
            }
        }
        for number in group.links {
            let siemens = links[number].siemens
            guard siemens > 0 else { continue }
            let first = pins[links[number].firstPin].net
            let second = pins[links[number].secondPin].net
            switch (nets[first].isRail, nets[second].isRail) {
            case (false, false):
                group.add(siemens: siemens, between: Int(nets[first].node), and: Int(nets[second].node))
            case (true, false):
                let volts = nets[first].volts
                if !volts.isNaN { group.add(source: volts, siemens: siemens, to: Int(nets[second].node)) }
            case (false, true):
                let volts = nets[second].volts
                if !volts.isNaN { group.add(source: volts, siemens: siemens, to: Int(nets[first].node)) }
            case (true, true): break
            }
        }
        group.solve()
    }

    static func rounded(_ volts: Double) -> Double { (volts / voltageStep).rounded() * voltageStep }

    // MARK: Results

    /// Writes what came of a net, and calls its watchers.
    @inline(__always)
    private func settleNet(_ net: Int32, _ logic: Logic, _ strength: Strength, _ volts: Double, _ ohms: Double) {
        let oldVolts = nets[net].volts
        let isLogicChanged = nets[net].logic != logic
        let isVoltageChanged =
            !(oldVolts == volts || (oldVolts.isNaN && volts.isNaN)) || nets[net].ohms != ohms || nets[net].wave >= 0
        let isStale = nets[net].isStale
        guard isLogicChanged || isVoltageChanged || isStale || nets[net].strength != strength else { return }
        nets[net].logic = logic
        nets[net].strength = strength
        nets[net].volts = volts
        nets[net].ohms = ohms
        nets[net].wave = -1
        if nets[net].isTroubled, !nets[net].isForced { setNatural(net, logic) }
        if logic == .high { nets[net].lastLevel = true } else if logic == .low { nets[net].lastLevel = false }
        if isStale {
            nets[net].isStale = false
            callWatchers(net, true, isVoltageChanged: true)
        }
        finish(net, isLogicChanged)
    }

    /// Keeps what a net is without the faults that hold it; some faults act on its changes.
    private func setNatural(_ net: Int32, _ logic: Logic) {
        guard nets[net].natural != logic else { return }
        let old = nets[net].natural
        nets[net].natural = logic
        if nets[net].isTroubled { faults.naturalChanged(net, from: old, to: logic, self) }
    }

    @inline(__always)
    private func finish(_ net: Int32, _ isLogicChanged: Bool) {
        let volts = nets[net].volts
        if volts > nets[net].limit || nets[net].isOverloaded { checkLimit(net, volts) }
        if nets[net].sinks != 0 {
            if isLogicChanged { tellSinks(of: net) } else { tellVoltage(of: net) }
        }
        if nets[net].watcherCount > 0 { callWatchers(net, isLogicChanged, isVoltageChanged: true) }
        if nets[net].isRail { railChanged(net) }
        if nets[net].feeds { feedChanged(net) }
    }

    /// Writes that a net carries a wave, and calls its watchers.
    private func settleWave(
        _ net: Int32, _ slot: Int32, high: Double, low: Double, _ strength: Strength, _ ohms: Double
    ) {
        let version = waves[Int(slot)].generation
        let state = nets[net]
        let isSame =
            state.wave == slot && state.waveVersion == version && state.volts == high && state.lowVolts == low
            && state.ohms == ohms
        guard !isSame else { return }
        checkContention(net, false)
        nets[net].wave = slot
        nets[net].waveVersion = version
        nets[net].volts = high
        nets[net].lowVolts = low
        nets[net].ohms = ohms
        nets[net].strength = strength
        let logic = logic(of: net)
        let isLogicChanged = state.logic != logic
        setWaveLogic(net, logic)
        finish(net, isLogicChanged)
        tick(slot)
    }

    @inline(__always)
    func callWatchers(_ net: Int32, _ isLogicChanged: Bool, isVoltageChanged: Bool) {
        var index = nets[net].firstWatcher
        let end = index + nets[net].watcherCount
        while index < end {
            let number = netWatchers[index]
            index += 1
            let line = pins[number].line
            let watch = pins[number].watch
            if line >= 0 {
                if isLogicChanged, watch == .level { lineController.levelChanged(line, self) }
            } else if (isVoltageChanged && watch == .voltage) || (isLogicChanged && watch == .level) {
                let part = pins[number].part
                parts[Int(part)].pinChanged(Int(pins[number].index), PartContext(self, part))
            }
        }
    }
}
