// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Makes steps of the two lines of a rotary encoder.
///
/// In one step clockwise the lines A and B go through four phases: none active, A, both, B, none. As in gpiozero, a step
/// counts when all of it was seen in one direction; a wiggle in between is forgiven, a change of direction is not.
package struct QuadratureDecoder: Sendable {
    /// 1 for clockwise, -1 for the other direction, 0 at rest.
    private var direction = 0
    /// The phase of the step in its direction, 0 to 3.
    private var phase = 0

    /// Begins at rest.
    package init() {}

    /// Takes the state of the lines.
    ///
    /// - Parameters:
    ///   - a: Whether line A is active.
    ///   - b: Whether line B is active.
    /// - Returns: 1 when a step clockwise was completed, -1 for one in the other direction, else 0.
    package mutating func change(a: Bool, b: Bool) -> Int {
        let clockwise =
            switch (a, b) {
            case (false, false): 0
            case (true, false): 1
            case (true, true): 2
            case (false, true): 3
            }
        guard direction != 0 else {
            // Both lines at once: which way it turns can't be told.
            direction = clockwise == 1 ? 1 : clockwise == 3 ? -1 : 0
            phase = direction == 0 ? 0 : 1
            return 0
        }
        let next = direction > 0 ? clockwise : (4 - clockwise) % 4
        let step = phase == 3 && next == 0 ? direction : 0
        if next == 0 || phase == 3 && next == 1 {
            direction = 0
            phase = 0
        } else {
            phase = next
        }
        return step
    }
}
