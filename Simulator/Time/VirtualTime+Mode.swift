// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

extension VirtualTime {
    /// How a time goes on once nothing is ready.
    public enum Mode: Sendable, Hashable {
        /// Straight to the next instant that something is due at. Outside work stops it until it is done.
        case asFastAsPossible
        /// With the clock of the machine, so many times as fast; above zero.
        ///
        /// Outside work does not stop it. When the machine falls behind, at most a tenth of a second is caught up at full
        /// speed; what is lost beyond is never made up.
        case realTime(factor: Double)
        /// Not by itself: ``VirtualTime/advance(by:)`` and ``VirtualTime/step()`` move it.
        case manual
    }

    /// How the time goes on; it may be changed at any moment.
    public var mode: Mode {
        get { core.state.withLock { $0.mode } }
        nonmutating set {
            let targets = core.state.withLock { state in
                state.mode = newValue
                state.pace = Pace(newValue, virtual: now.nanoseconds, host: core.host.nanoseconds)
                state.awaited = nil
                guard newValue != .manual else { return [VirtualExecutor.Target]() }
                defer { state.targets = [] }
                return state.targets
            }
            for target in targets { target.continuation.resume(returning: false) }
            core.lookAgain()
        }
    }

    /// Moves a time that is moved by hand, from one due instant to the next, and waits until nothing is left to do.
    ///
    /// In another mode it waits until the time got as far by itself.
    ///
    /// - Parameter duration: How far.
    public func advance(by duration: Duration) async {
        guard mode == .manual else {
            try? await sleep(for: duration)
            return
        }
        _ = await move { state in
            let from = state.targets.last?.limit ?? now.nanoseconds
            return Timestamp(nanoseconds: from).advanced(by: max(duration, .zero)).nanoseconds
        }
    }

    /// Moves a time that is moved by hand to the next instant that something is due at, and waits until nothing is left to
    /// do there.
    ///
    /// - Returns: Whether anything was due.
    @discardableResult
    public func step() async -> Bool { await move { _ in nil } }

    private func move(_ limit: (borrowing VirtualExecutor.State) -> Int64?) async -> Bool {
        await withCheckedContinuation { continuation in
            core.state.withLock { state in
                state.targets.append(VirtualExecutor.Target(limit: limit(state), continuation: continuation))
            }
            core.lookAgain()
        }
    }

    /// Waits until nothing is left to do, neither here nor outside, before the time goes on.
    ///
    /// - Parameter sleepers: How many must sleep at least.
    public func untilIdle(sleepers: Int = 0) async {
        _ = await withCheckedContinuation { continuation in
            core.state.withLock { state in
                state.watchers.append(VirtualExecutor.Watcher(sleepers: sleepers, continuation: continuation))
            }
            core.lookAgain()
        }
    }

    /// How many sleep now.
    public var sleeperCount: Int { core.state.withLock { $0.timers.count } }
}
