// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A name that a line of a board has because of what is wired to it, such as `button.green`.
///
/// The rule, for each part whose description has a *kind* (`button`, `led`, `switch`, `relay`, `buzzer`, `servo` and so on) and
/// whose pin leads to a line, directly or through resistors:
///
/// 1. its id, `btn2`, and its kind and id, `button.btn2`;
/// 2. its kind and label, `button.fire`, when it has the attribute `label`: in lower case, letters and digits only;
/// 3. its kind and colour, `button.green`, when it has the attribute `color`;
/// 4. its kind alone, `button`.
///
/// A part with several pins gets a further word for each, the pin's name in lower case: `rgb.rgb1.r`, `encoder.clk`. A name of
/// rules 2 to 4 that would fit two lines fits none, and a name that is a line's own, as printed on the board, stays the line's.
public struct LineName: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The board, by its place in ``Wiring/parts``.
    public let board: Int
    /// The line, by its place in ``SimulatedBoard/lines``.
    public let line: Int
    /// The part that gave the name.
    public let part: String
    /// Whether the part is on, or pressed, when the line is low.
    public let isActiveLow: Bool
    /// The bias that the line needs, because nothing else pulls it where a contact or an open output leaves it; nil for none.
    public let neededBias: Bias?
    /// Whether the part drives the line; false: the line drives the part.
    public let isInput: Bool
}
