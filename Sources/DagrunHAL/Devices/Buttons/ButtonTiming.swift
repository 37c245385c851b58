// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How quickly a button must be pressed for what.
public struct ButtonTiming: Sendable, Hashable {
    /// How long the contacts must be at rest before a change counts; gpiozero's `bounce_time`.
    ///
    /// Zero: every change counts. A hundredth of a second is right for most buttons.
    public var bounce: Duration
    /// How long a press must last to be a hold; gpiozero's `hold_time`.
    public var hold: Duration
    /// Whether a hold is told again each time that long; gpiozero's `hold_repeat`.
    public var holdRepeats: Bool
    /// How soon after a click the next press must begin to make it a double click.
    ///
    /// A single click is told that much later. Zero: each click is told at once, and there are no double clicks.
    public var doubleClick: Duration

    /// Makes a timing.
    ///
    /// - Parameters:
    ///   - bounce: How long the contacts must be at rest before a change counts.
    ///   - hold: How long a press must last to be a hold.
    ///   - holdRepeats: Whether a hold is told again each time that long.
    ///   - doubleClick: How soon after a click the next press must begin to make it a double click.
    public init(
        bounce: Duration = .milliseconds(10), hold: Duration = .seconds(1), holdRepeats: Bool = false,
        doubleClick: Duration = .milliseconds(300)
    ) {
        self.bounce = bounce
        self.hold = hold
        self.holdRepeats = holdRepeats
        self.doubleClick = doubleClick
    }
}
