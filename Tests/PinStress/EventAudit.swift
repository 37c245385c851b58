// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// Sees that no event of a request comes twice.
final class EventAudit: Sendable {
    private struct State {
        var seen: Set<UInt64> = []
        var lines: Int
    }

    private let state: Mutex<State>

    init(_ lines: Int) { state = Mutex(State(lines: lines)) }

    /// Takes an event; those of several readers come in any order.
    func take(_ event: LineEvent, _ stress: Stress) {
        guard case .edge(let edge) = event else { return }
        let complaint: String? = state.withLock { state in
            guard (0..<state.lines).contains(edge.index) else { return "an edge of line \(edge.index)" }
            return state.seen.insert(edge.globalSequence).inserted ? nil : "edge \(edge.globalSequence) came twice"
        }
        if let complaint { stress.complain(complaint) }
    }
}
