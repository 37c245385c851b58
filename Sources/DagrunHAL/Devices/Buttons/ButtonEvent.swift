// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that happened to a button.
public struct ButtonEvent: Sendable, Hashable {
    /// What can happen to a button.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// The button was pressed.
        case pressed
        /// The button was let go.
        case released
        /// The button has been pressed for the hold time.
        case held
        /// The button was pressed and let go before the hold time, and no second press followed.
        case clicked
        /// The button was clicked twice in quick succession.
        case doubleClicked
    }

    /// What happened.
    public let kind: Kind
    /// When it became so; for ``Kind/clicked`` that is when no second press could follow any more.
    public let timestamp: Timestamp

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - timestamp: When it became so.
    public init(_ kind: Kind, at timestamp: Timestamp) {
        self.kind = kind
        self.timestamp = timestamp
    }
}
