// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

extension VirtualBoard {
    /// Waits until the board has gone on by some time.
    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let id = locked { $0.nextSleeper() }
        try await withTaskCancellationHandler {
            try await Waiter.wait { waiter in
                locked { kernel in
                    if Task.isCancelled {
                        kernel.wakeUps.append(.time(waiter, .failure(CancellationError())))
                    } else {
                        kernel.addSleeper(
                            id, waiter, until: Timestamp(nanoseconds: kernel.now).advanced(by: duration).nanoseconds)
                    }
                }
            }
        } onCancel: {
            locked { $0.cancelSleeper(id) }
        }
    }
}

extension Kernel {
    func nextSleeper() -> Int32 {
        sleeperCount &+= 1
        return sleeperCount
    }

    func addSleeper(_ id: Int32, _ waiter: Waiter<Void>, until time: Int64) {
        sleepers[id] = waiter
        schedule(.sleeper, target: id, at: time)
    }

    func wakeSleeper(_ event: KernelEvent) {
        guard let waiter = sleepers.removeValue(forKey: event.target) else { return }
        wakeUps.append(.time(waiter, .success(())))
    }

    func cancelSleeper(_ id: Int32) {
        guard let waiter = sleepers.removeValue(forKey: id) else { return }
        wakeUps.append(.time(waiter, .failure(CancellationError())))
        cancelled()
    }
}
