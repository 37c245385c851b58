// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

/// Buttons that tasks wait for; those that wait for the same ones at once share them.
final class WatchedButtons: Sendable {
    /// Refers to buttons without keeping them.
    private final class Reference: Sendable {
        private weak let buttons: WatchedButtons?

        init(_ buttons: WatchedButtons) { self.buttons = buttons }

        var value: WatchedButtons? { buttons }
    }

    let inputs: DebouncedInputs

    private init(_ inputs: DebouncedInputs) { self.inputs = inputs }

    // The last of those who share them gives them back.
    deinit { inputs.lease.release() }

    /// Leases buttons, or takes part in a lease of the same ones.
    ///
    /// - Parameters:
    ///   - pins: Their pins.
    ///   - pull: What holds the pins where they are.
    ///   - bounce: How long contacts must be at rest.
    ///   - board: The board.
    ///   - holder: Who asks, for people.
    /// - Returns: The buttons.
    /// - Throws: ``DagrunHAL/HALError``, with the code `busy` when somebody uses one of them for something else.
    static func watch(
        _ pins: [PinID], _ pull: Pull, bounce: Duration, on board: Board, holder: String
    ) async throws -> WatchedButtons {
        let key = "buttons \(pins) \(pull) \(bounce)"
        return try await board.notes.gate.run {
            if let found = board.notes.note(key, as: Reference.self)?.value { return found }
            let buttons = WatchedButtons(
                try await DebouncedInputs(pins, pull, bounce: bounce, on: board, holder: holder, waiting: nil))
            board.notes.leave(Reference(buttons), key)
            return buttons
        }
    }
}
