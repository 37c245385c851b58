// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

// How edges come into the journal.
extension LineClaim {
    /// Tells the journal which lines are watched from now on, and makes sure that somebody takes their events.
    func watch(_ configs: [LineConfig], insteadOf old: [LineConfig]?, _ state: inout State) {
        let watches = lines.indices.compactMap { index -> EdgeIntake.Watch? in
            let edges = configs[index].edges
            guard edges != .none else { return nil }
            return EdgeIntake.Watch(index: index, line: lines[index], detectsBoth: edges == .both)
        }
        state.taker?.watch(watches)
        guard !watches.isEmpty else { return }
        let request = state.request
        let isNew = state.taker == nil
        let values = try? request.values(mask: allLines)
        for watch in watches {
            if !isNew, let old, Self.isSameWatch(old[watch.index], configs[watch.index]) { continue }
            journal.beginWatching(watch.line, detectsBoth: watch.detectsBoth, value: values?[watch.index])
        }
        guard isNew else { return }
        let taker = EdgeTaker(watches, of: request, journal)
        state.taker = taker
        let isHanded = request.handEvents { [weak self] result in
            switch result {
            case .success(let events): taker.take(events)
            case .failure(let error): self?.eventsEnded(error, of: taker)
            }
        }
        guard !isHanded else { return }
        // Not structured: events must be taken while nobody waits for them, between two tries of a task as well; a kernel
        // keeps only 16. It ends with the request, which ends with the board.
        state.pump = startBesideCaller { [weak self] in
            if let error = await taker.run() { self?.eventsEnded(error, of: taker) }
        }
    }

    // Whether one watch goes on where another one stops: no edge is missing, and edges mean the same.
    private static func isSameWatch(_ old: LineConfig, _ new: LineConfig) -> Bool {
        old.edges == new.edges && old.activeLow == new.activeLow && old.debounce == new.debounce
            && old.eventClock == new.eventClock
    }

    /// All lines of the claim, one bit each.
    var allLines: UInt64 { lines.count == 64 ? .max : 1 << UInt64(lines.count) - 1 }

    private func eventsEnded(_ error: HALError, of taker: EdgeTaker) {
        let owners: [LeaseToken?] = state.withLock { state in
            // Another request may have taken this one's place.
            guard state.taker === taker, state.failure == nil else { return [] }
            state.failure = error
            return state.owners
        }
        end(owners, error)
    }
}
