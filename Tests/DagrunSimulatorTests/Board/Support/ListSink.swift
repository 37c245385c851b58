// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Synchronization

/// Keeps all that it is told.
final class ListSink: EventSink {
    struct Change: Sendable, Hashable, CustomStringConvertible {
        let time: Int64
        let net: Int
        let logic: Logic

        var description: String { "\(time) \(net)=\(logic)" }
    }

    private let lists = Mutex<(nets: [Change], events: [SimulationEvent])>(([], []))

    var nets: [Change] { lists.withLock { $0.nets } }
    var events: [SimulationEvent] { lists.withLock { $0.events } }

    /// The values of one net, in order.
    func values(of net: Int) -> String { nets.filter { $0.net == net }.map { "\($0.logic)" }.joined() }

    func netChanged(_ net: Int, to logic: Logic, at time: Int64) {
        lists.withLock { $0.nets.append(Change(time: time, net: net, logic: logic)) }
    }

    func changed(_ event: SimulationEvent) { lists.withLock { $0.events.append(event) } }
}
