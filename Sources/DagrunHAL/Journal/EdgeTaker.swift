// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Takes the events of a request into the journal.
///
/// It has locks of its own only: a backend in memory may find an edge while a line is being set.
final class EdgeTaker: Sendable {
    private struct State {
        var watches: [EdgeIntake.Watch]
        var intake = EdgeIntake()
    }

    private let request: any LineRequest
    private let journal: EdgeJournal
    private let state: Mutex<State>

    init(_ watches: [EdgeIntake.Watch], of request: any LineRequest, _ journal: EdgeJournal) {
        self.request = request
        self.journal = journal
        state = Mutex(State(watches: watches))
    }

    /// Watches other lines from now on.
    func watch(_ watches: [EdgeIntake.Watch]) { state.withLock { $0.watches = watches } }

    /// Takes events that were read at once.
    func take(_ events: [LineEvent]) {
        let entries = state.withLock { state in
            state.intake.take(events, of: state.watches) {
                try? self.request.values(mask: state.watches.reduce(0) { $0 | 1 << UInt64($1.index) })
            }
        }
        journal.append(entries)
    }

    /// Takes events until there are no more.
    ///
    /// - Returns: Why there are no more; nil when the task was cancelled.
    func run() async -> HALError? {
        do {
            while true {
                var events = [try await request.nextEvent()]
                while let event = try request.pollEvent() { events.append(event) }
                take(events)
            }
        } catch {
            return error as? HALError
        }
    }
}
