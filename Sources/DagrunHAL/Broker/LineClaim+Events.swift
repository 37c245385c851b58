// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

// How edges come into the journal.
extension LineClaim {
    /// Tells the journal which lines are watched from now on, and makes sure that somebody takes their events.
    func watch(_ configs: [LineConfig], insteadOf old: [LineConfig]?, _ state: inout State) {
        guard configs.contains(where: { $0.edges != .none }) else { return }
        let request = state.request
        let isNew = state.pump == nil
        let values = try? request.values(mask: allLines)
        for (index, config) in configs.enumerated() where config.edges != .none {
            if !isNew, let old, Self.isSameWatch(old[index], config) { continue }
            journal.beginWatching(lines[index], detectsBoth: config.edges == .both, value: values?[index])
        }
        guard isNew else { return }
        // Not structured: events must be taken while nobody waits for them, between two tries of a task as well; a kernel
        // keeps only 16. It ends with the request, which ends with the board.
        state.pump = startBesideCaller { await self.takeEvents(of: request) }
    }

    // Whether one watch goes on where another one stops: no edge is missing, and edges mean the same.
    private static func isSameWatch(_ old: LineConfig, _ new: LineConfig) -> Bool {
        old.edges == new.edges && old.activeLow == new.activeLow && old.debounce == new.debounce
            && old.eventClock == new.eventClock
    }

    /// All lines of the claim, one bit each.
    var allLines: UInt64 { lines.count == 64 ? .max : 1 << UInt64(lines.count) - 1 }

    private func takeEvents(of request: any LineRequest) async {
        var intake = EdgeIntake()
        do {
            while true {
                var events = [try await request.nextEvent()]
                while let event = try request.pollEvent() { events.append(event) }
                journal.append(intake.take(events, of: watches) { try? request.values(mask: allLines) })
            }
        } catch let error as HALError {
            let owners: [LeaseToken?] = state.withLock { state in
                // Another request may have taken this one's place.
                guard state.request === request, state.failure == nil else { return [] }
                state.failure = error
                return state.owners
            }
            end(owners, error)
        } catch {
            // Cancelled, for the claim was closed.
        }
    }

    private var watches: [EdgeIntake.Watch] {
        let configs = state.withLock { $0.configs }
        return lines.indices.compactMap { index in
            let edges = configs[index].edges
            guard edges != .none else { return nil }
            return EdgeIntake.Watch(index: index, line: lines[index], detectsBoth: edges == .both)
        }
    }
}
