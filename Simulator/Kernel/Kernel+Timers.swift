// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Parts' timers. Taking one off leaves its event behind, which counts no more.
extension Kernel {
    @inline(__always)
    func setTimer(_ part: Int32, _ timer: Int, at time: Int64) {
        let slot = timerSlot(part, timer)
        if timers[slot].isSet { cancelled() }
        timers[slot].generation &+= 1
        timers[slot].isSet = true
        schedule(.timer, target: slot, generation: timers[slot].generation, at: time)
    }

    func cancelTimer(_ part: Int32, _ timer: Int) {
        let slot = knownSlot(part, timer)
        guard slot >= 0, timers[slot].isSet else { return }
        timers[slot].isSet = false
        cancelled()
    }

    func cancelTimers(of part: Int32) {
        for slot in timers.indices where timers[slot].part == part && timers[slot].isSet {
            timers[slot].isSet = false
            cancelled()
        }
    }

    /// The place of a part's timer; -1 where it was never set.
    @inline(__always)
    private func knownSlot(_ part: Int32, _ timer: Int) -> Int32 {
        if UInt(bitPattern: timer) < UInt(TimerKey.quick) { return timerSlots[Int(part) * TimerKey.quick + timer] }
        return otherTimerSlots[TimerKey(part: part, timer: timer)] ?? -1
    }

    @inline(__always)
    private func timerSlot(_ part: Int32, _ timer: Int) -> Int32 {
        let slot = knownSlot(part, timer)
        return slot >= 0 ? slot : addTimer(part, timer)
    }

    @inline(never)
    private func addTimer(_ part: Int32, _ timer: Int) -> Int32 {
        let slot = Int32(timers.count)
        timers.append(TimerState(part: part, timer: Int32(truncatingIfNeeded: timer)))
        if UInt(bitPattern: timer) < UInt(TimerKey.quick) {
            timerSlots[Int(part) * TimerKey.quick + timer] = slot
        } else {
            precondition(Int32(exactly: timer) != nil, "a part numbers its timers with 32 bits")
            otherTimerSlots[TimerKey(part: part, timer: timer)] = slot
        }
        return slot
    }

    @inline(__always)
    func fireTimer(_ event: KernelEvent) {
        guard timers[event.target].isSet, timers[event.target].generation == event.generation else {
            staleEvents -= 1
            return
        }
        timers[event.target].isSet = false
        let part = timers[event.target].part
        parts[Int(part)].timerFired(Int(timers[event.target].timer), PartContext(self, part))
    }
}
