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
        guard timer >= 0, timer < timerSlots[Int(part)].count else { return }
        let slot = timerSlots[Int(part)][timer]
        guard slot >= 0, timers[slot].isSet else { return }
        timers[slot].isSet = false
        cancelled()
    }

    func cancelTimers(of part: Int32) {
        for timer in timerSlots[Int(part)].indices { cancelTimer(part, timer) }
    }

    @inline(__always)
    private func timerSlot(_ part: Int32, _ timer: Int) -> Int32 {
        if timer >= 0, timer < timerSlots[Int(part)].count {
            let slot = timerSlots[Int(part)][timer]
            if slot >= 0 { return slot }
        }
        return addTimer(part, timer)
    }

    @inline(never)
    private func addTimer(_ part: Int32, _ timer: Int) -> Int32 {
        precondition((0..<1024).contains(timer), "a part numbers its timers from 0 to 1023")
        while timerSlots[Int(part)].count <= timer { timerSlots[Int(part)].append(-1) }
        let slot = Int32(timers.count)
        timers.append(TimerState(part: part, timer: Int32(timer)))
        timerSlots[Int(part)][timer] = slot
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
