// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Synchronization

/// Changes of nets of a board, as net, value and nanosecond.
final class NetChanges: EventSink {
    private let changes = Mutex<[(net: Int, logic: Logic, time: Int64)]>([])

    var all: [String] { changes.withLock { $0.map { "\($0.net)=\($0.logic)@\($0.time)" } } }
    var instants: Set<Int64> { changes.withLock { Set($0.map(\.time)) } }

    /// Forgets all, such as the values that a board tells a new sink.
    func clear() { changes.withLock { $0 = [] } }

    func netChanged(_ net: Int, to logic: Logic, at time: Int64) { changes.withLock { $0.append((net, logic, time)) } }
    func changed(_ event: SimulationEvent) {}
}
