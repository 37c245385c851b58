// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A sink's place on a board; the sink is told no more once ``cancel()`` was called or nobody keeps this.
public final class Subscription: Sendable {
    private let board: VirtualBoard
    private let place: Int

    init(board: VirtualBoard, place: Int) {
        self.board = board
        self.place = place
    }

    deinit { cancel() }

    /// Ends it.
    ///
    /// Nothing happens the second time.
    public func cancel() { board.unsubscribe(place, self) }
}
