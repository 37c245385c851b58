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

    /// Cancels all runs, and leaves those behind that were cancelled before.
    func declareDeadlock() {
        let (names, runs) = state.withLock { state in
            let names = state.waiters.sorted { $0.key < $1.key }.map(\.value)
            defer { state.runs.removeAll { $0.deadlock != nil } }
            return (names, state.runs)
        }
        let deadlock = VirtualTime.Deadlock(instant: now, waiters: names.map { $0() })
        for run in runs { run.end(deadlock) }
    }
}
