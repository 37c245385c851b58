// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A piece of work that a time goes on for.
final class RunInFlight: Sendable {
    private struct State {
        var cancel: (@Sendable () -> Void)?
        var abandon: (@Sendable (VirtualTime.Deadlock) -> Void)?
        var deadlock: VirtualTime.Deadlock?
    }

    private let state = Mutex(State())
    private let onDeadlock: @Sendable (VirtualTime.Deadlock) -> Bool

    init(_ onDeadlock: @escaping @Sendable (VirtualTime.Deadlock) -> Bool) { self.onDeadlock = onDeadlock }

    /// The deadlock that it came to.
    var deadlock: VirtualTime.Deadlock? { state.withLock { $0.deadlock } }

    /// Says how it is stopped.
    func begin(cancel: @escaping @Sendable () -> Void, abandon: @escaping @Sendable (VirtualTime.Deadlock) -> Void) {
        let isStuck = state.withLock { state in
            (state.cancel, state.abandon) = (cancel, abandon)
            return state.deadlock != nil
        }
        if isStuck { cancel() }
    }

    /// Lets it do something about a deadlock, or else cancels it, and leaves it behind when it was cancelled before.
    func end(_ deadlock: VirtualTime.Deadlock) {
        if self.deadlock == nil, onDeadlock(deadlock) { return }
        let (earlier, cancel, abandon) = state.withLock { state in
            defer { state.deadlock = state.deadlock ?? deadlock }
            return (state.deadlock, state.cancel, state.abandon)
        }
        if let earlier { abandon?(earlier) } else { cancel?() }
    }
}
