// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// What goes out: to sinks, to outputs, to controls.
extension Kernel {
    @inline(__always)
    func tellSinks(of net: Int32) {
        var mask = nets[net].sinks
        let logic = nets[net].logic
        while mask != 0 {
            let index = mask.trailingZeroBitCount
            mask &= mask - 1
            sinks[index]?.netChanged(Int(net), to: logic, at: now)
        }
    }

    func tellVoltage(of net: Int32) {
        let mask = nets[net].sinks & sinkMasks.volts
        guard mask != 0 else { return }
        tell(mask, .net(Int(net)), .volts(volts(of: net)))
    }

    func tell(_ mask: UInt64, _ subject: SimulationEvent.Subject, _ change: SimulationEvent.Change) {
        var mask = mask
        guard mask != 0 else { return }
        let event = SimulationEvent(time: Timestamp(nanoseconds: now), subject: subject, change: change)
        while mask != 0 {
            let index = mask.trailingZeroBitCount
            mask &= mask - 1
            sinks[index]?.changed(event)
        }
    }

    func report(_ kind: Diagnostic.Kind, _ subject: String, _ message: String) {
        let diagnostic = Diagnostic(
            time: Timestamp(nanoseconds: now), kind: kind, subject: subject, message: message)
        if diagnostics.count < 10_000 { diagnostics.append(diagnostic) }
        tell(sinkMasks.diagnostics, .diagnostic, .diagnostic(diagnostic))
    }

    /// Adds a sink and tells it how things are.
    func subscribe(_ sink: any EventSink, to scope: EventScope) -> Int {
        let place = sinks.indices.first { sinks[$0] == nil } ?? sinks.count
        precondition(place < 64, "a board tells at most 64 sinks at a time")
        if place == sinks.count {
            sinks.append(sink)
        } else {
            sinks[place] = sink
        }
        sinkMasks.set(scope, at: place)
        let mask: UInt64 = 1 << UInt64(place)
        for net in 0..<nets.count where scope.nets?.contains(net) ?? true {
            nets[net].sinks |= mask
            tickWave(on: Int32(net))
            sink.netChanged(net, to: nets[net].logic, at: now)
            if scope.volts { tell(mask, .net(net), .volts(volts(of: Int32(net)))) }
        }
        if scope.controls {
            for (index, value) in controls.array.enumerated() { tell(mask, .control(index), .value(value)) }
        }
        if scope.outputs {
            for (index, value) in outputs.array.enumerated() { tell(mask, .output(index), .value(value)) }
        }
        if scope.lines {
            for (index, details) in lineController.details.enumerated() where details.consumer != nil {
                tell(mask, .line(index), .holder(details.consumer))
            }
        }
        if scope.quantities {
            for index in catalog.quantities.indices {
                tell(mask, .quantity(index), .value(.number(environment.value(index, self))))
            }
        }
        return place
    }

    func unsubscribe(_ place: Int) {
        sinks[place] = nil
        sinkMasks.set(EventScope(), at: place)
        for net in 0..<nets.count { nets[net].sinks &= ~(1 << UInt64(place)) }
    }

    func setOutput(_ part: Int32, _ output: Int, _ value: PartValue) {
        let index = partSlots[Int(part)].output + output
        guard outputs[index] != value else { return }
        outputs[index] = value
        tell(sinkMasks.outputs, .output(index), .value(value))
    }

    func setControl(_ index: Int, _ value: PartValue) {
        guard controls[index] != value else { return }
        controls[index] = value
        tell(sinkMasks.controls, .control(index), .value(value))
        let control = catalog.controls[index]
        if power[control.part].isOn {
            parts[control.part].controlChanged(control.place, to: value, PartContext(self, Int32(control.part)))
        }
        settle()
    }
}
