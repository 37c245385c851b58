// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

extension VirtualExecutor {
    /// Waits, in real time, for work that nobody told of; once after anything was done.
    ///
    /// - Returns: Nil when it was waited for long enough.
    func waitPatiently(_ state: inout State) -> Turn? {
        let epoch = state.epoch
        guard patience > .zero, state.patienceEnded != epoch else { return nil }
        guard state.patienceBegan != epoch else { return park(&state) }
        state.patienceBegan = epoch
        return park(
            &state,
            WakeUp(delay: patience.clampedNanoseconds) {
                let mustLook = self.state.withLock { state in
                    guard state.epoch == epoch else { return false }
                    state.patienceEnded = epoch
                    return true
                }
                if mustLook { self.lookAgain() }
            })
    }

    /// Cancels the run that began last, for one within another one is why that one waits; leaves it behind when it was cancelled
    /// before.
    func declareDeadlock() {
        let (names, run) = state.withLock { state in
            let names = state.waiters.sorted { $0.key < $1.key }.map(\.value)
            let run = state.runs.last
            if run?.deadlock != nil { state.runs.removeLast() }
            return (names, run)
        }
        run?.end(VirtualTime.Deadlock(instant: now, waiters: names.map { $0() }))
    }
}
