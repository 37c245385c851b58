// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A control of a part on a board.
public struct BoardControl: Sendable, Hashable {
    /// The part's name.
    public let partID: String
    /// The control.
    public let control: PartControl
    /// The part's number on its board.
    let part: Int
    /// The control's place in its part's list.
    let place: Int

    /// The part and the control, as in `btn1.pressed`.
    public var name: String { "\(partID).\(control.name)" }
}
