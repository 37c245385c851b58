// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

// What happens once nothing is ready.
extension VirtualExecutor {
    enum Turn {
        case again
        /// There is nothing to do, until the machine calls or something comes from outside.
        case stop(WakeUp?)
        case wake(Alarm)
        case advance(any TimeDriven, to: Int64)
        case resume([CheckedContinuation<Bool, Never>], returning: Bool)
        case stuck
    }

    /// The source with the earliest event, and how far it may go before another one's turn comes.
    private struct Due {
        var source: (any TimeDriven)?
        var time = Int64.max
        var limit = Int64.max

        init(_ sources: [any TimeDriven]) {
            for candidate in sources {
                guard let next = candidate.nextEventTime?.nanoseconds, next < .max else { continue }
                if next < time {
                    // The one that was added earlier goes first at its instant.
                    limit = min(limit, time - 1)
                    (source, time) = (candidate, next)
                } else {
                    limit = min(limit, next)
                }
            }
        }
    }

    /// Moves on.
    ///
    /// - Returns: What was done.
    func turn() -> Turn {
        // Nothing is called with the lock held: sources have locks of their own, under which they make tasks ready.
        let due = Due(state.withLock { $0.sources })
        let turn = state.withLock { decide(due, &$0) }
        switch turn {
        case .again, .stop: break
        case .wake(.sleeper(let sleeper)): sleeper.wake()
        case .wake(.job(let job)): runTimer(job)
        case .advance(let source, let limit):
            source.advance(to: Timestamp(nanoseconds: limit), in: VirtualTime(core: self))
        case .resume(let continuations, let value): for each in continuations { each.resume(returning: value) }
        case .stuck: declareDeadlock()
        }
        return turn
    }

    private func decide(_ due: Due, _ state: inout State) -> Turn {
        guard state.ready.isEmpty else { return .again }
        let timer = state.timers.firstTime() ?? .max
        let next = min(timer, due.time)
        if state.holds == 0, let watchers = takeWatchers(&state) { return .resume(watchers, returning: true) }
        let bound: Int64
        switch state.mode {
        case .manual:
            guard state.holds == 0, let target = state.targets.first else { return park(&state) }
            let limit = target.limit ?? next
            guard next <= limit, next < .max else {
                if limit < .max { move(to: limit) }
                state.targets.removeFirst()
                return .resume([target.continuation], returning: target.limit != nil)
            }
            state.targets[0].limit = limit
            bound = limit
        case .asFastAsPossible:
            guard state.isDriven, state.holds == 0 else { return park(&state) }
            guard next < .max else { return waitPatiently(&state) ?? .stuck }
            bound = .max - 1
        case .realTime:
            guard state.isDriven else { return park(&state) }
            let reading = host.nanoseconds
            state.pace.limitLag(next: next, host: reading)
            bound = state.pace.virtual(at: reading)
            guard next <= bound else {
                move(to: bound)
                return park(&state, wakeUp(at: next, reading: reading, &state))
            }
        }
        move(to: next)
        if due.time <= timer, let source = due.source { return .advance(source, to: min(due.limit, timer, bound)) }
        guard let alarm = state.timers.popFirst() else { return .again }
        if case .sleeper(let sleeper) = alarm, sleeper.isOutside { state.outsideSleepers -= 1 }
        return .wake(alarm)
    }

    func park(_ state: inout State, _ wakeUp: WakeUp? = nil) -> Turn {
        state.isDraining = false
        return .stop(wakeUp)
    }

    private func takeWatchers(_ state: inout State) -> [CheckedContinuation<Bool, Never>]? {
        guard !state.watchers.isEmpty else { return nil }
        let sleepers = state.timers.count
        let ready = state.watchers.filter { $0.sleepers <= sleepers }.map(\.continuation)
        state.watchers.removeAll { $0.sleepers <= sleepers }
        return ready.isEmpty ? nil : ready
    }

    // MARK: The present

    func proceed(to instant: Int64) -> Bool {
        if hasReadyWork.load(ordering: .relaxed) { return false }
        move(to: instant)
        return true
    }

    private func move(to instant: Int64) {
        if instant > present.load(ordering: .relaxed) { present.store(instant, ordering: .releasing) }
    }

    // MARK: Real time

    /// Lets the present catch up with the machine before what came from outside is done.
    func followHost() {
        guard case .realTime = state.withLock({ $0.mode }) else { return }
        let due = Due(state.withLock { $0.sources })
        state.withLock { state in
            guard case .realTime = state.mode, state.isDriven else { return }
            let next = min(state.timers.firstTime() ?? .max, due.time)
            move(to: min(state.pace.virtual(at: host.nanoseconds), next))
        }
    }

    /// The call for when an instant has come; there is one such call at a time that counts.
    private func wakeUp(at instant: Int64, reading: Int64, _ state: inout State) -> WakeUp? {
        guard instant < .max, state.awaited?.instant != instant else { return nil }
        let id = state.nextID()
        state.awaited = (id, instant)
        return WakeUp(delay: state.pace.wait(until: instant, at: reading)) {
            let isAwaited = self.state.withLock { state in
                guard state.awaited?.id == id else { return false }
                state.awaited = nil
                return true
            }
            if isAwaited { self.lookAgain() }
        }
    }
}
