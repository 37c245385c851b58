// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunHAL
internal import Synchronization

/// Keeps a view of a board up to date while the board runs.
package final class BoardFeed: EventSink {
    private let state: Mutex<BoardView>

    private init(_ view: BoardView) { state = Mutex(view) }

    /// Follows a board from now on.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - inventory: What is on it.
    /// - Returns: The feed, and what ends it when nobody keeps it any more.
    package static func follow(_ board: VirtualBoard, _ inventory: BoardInventory) -> (BoardFeed, Subscription) {
        let view = BoardView(inventory, start: board.now)
        let feed = BoardFeed(view)
        return (feed, board.subscribe(feed, to: view.scope))
    }

    /// The board as it looks now.
    package var view: BoardView { state.withLock { $0 } }

    /// Takes down something that no event tells.
    package func note(_ text: String, isWarning: Bool = false) {
        state.withLock { $0.note(text, isWarning: isWarning) }
    }

    /// Asks the board for what changes without events.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - borrowers: Who borrowed lines of whoever claimed them.
    package func look(at board: VirtualBoard, _ borrowers: [LineAddress: String] = [:]) {
        let (quantities, now) = (board.quantityValues, board.now)
        state.withLock { $0.look(quantities, at: now, borrowers) }
    }

    package func netChanged(_ net: Int, to logic: Logic, at time: Int64) {
        state.withLock { $0.apply(net: net, to: logic, at: Timestamp(nanoseconds: time)) }
    }

    package func changed(_ event: SimulationEvent) { state.withLock { $0.apply(event) } }
}
