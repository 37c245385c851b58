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
        var sequences = lines.map { _ in UInt64(0) }
        do {
            while true {
                var entries = entries(for: try await request.nextEvent(), &sequences, request)
                while let event = try request.pollEvent() { entries += self.entries(for: event, &sequences, request) }
                journal.append(entries)
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

    private func entries(
        for event: LineEvent, _ sequences: inout [UInt64], _ request: any LineRequest
    ) -> [EdgeJournal.NewEntry] {
        let configs = state.withLock { $0.configs }
        switch event {
        case .edge(let edge):
            guard lines.indices.contains(edge.index) else { return [] }
            let line = lines[edge.index]
            let kind = JournaledEdge.Kind.edge(edge.edge, at: edge.timestamp, sequence: edge.lineSequence)
            let last = sequences[edge.index]
            sequences[edge.index] = edge.lineSequence
            guard last != .max, edge.lineSequence > last, edge.lineSequence - last > 1 else { return [(line, kind)] }
            // An edge tells what the line was before it, where none of the other kind is left out.
            let value = configs[edge.index].edges == .both ? edge.edge == .falling : nil
            return [(line, .gap(lost: Int(clamping: edge.lineSequence - last - 1), value: value)), (line, kind)]
        case .lost(let count):
            let watched = lines.indices.filter { configs[$0].edges != .none }
            let values = try? request.values(mask: allLines)
            return watched.map { index in
                // The number of the next edge would tell of the same loss again.
                sequences[index] = .max
                return (lines[index], .gap(lost: watched.count == 1 ? count : nil, value: values?[index]))
            }
        }
    }
}
