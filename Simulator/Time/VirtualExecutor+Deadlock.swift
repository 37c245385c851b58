// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

extension VirtualExecutor {
    /// Waits, in real time, for work that nobody told of; once after anything was done.
    ///
    /// - Returns: Whether it is still to be waited for.
    func isPatient(_ state: inout State) -> Bool {
        let epoch = state.epoch
        guard patience > .zero, state.patienceEnded != epoch else { return false }
        if state.patienceBegan != epoch {
            state.patienceBegan = epoch
            host.call(after: patience.clampedNanoseconds) {
                let mustLook = self.state.withLock { state in
                    guard state.epoch == epoch else { return false }
                    state.patienceEnded = epoch
                    return true
                }
                if mustLook { self.lookAgain() }
            }
        }
        return true
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
