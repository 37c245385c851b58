// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Makes presses, holds and clicks of a button's edges.
///
/// It goes by the timestamps of the edges, so it doesn't matter how late they are read: before an edge counts, all that
/// became so until then is told. It has no clock; who drives it calls ``advance(to:)`` at the ``deadline``.
package struct ButtonGestures: Sendable {
    private enum State {
        case released
        /// Pressed; the press may become a hold, and a click came right before it.
        case pressed(holdsAt: Timestamp?, mayClick: Bool, clickedBefore: Bool)
        /// Clicked once; a second press may follow.
        case clicked(until: Timestamp)
    }

    private let timing: ButtonTiming
    private var state: State
    private var last: Timestamp

    /// Begins with the button as it is.
    ///
    /// A press that began before is neither told as a press nor as a click.
    ///
    /// - Parameters:
    ///   - timing: What makes a hold and a double click.
    ///   - isPressed: Whether the button is pressed.
    ///   - now: The present instant.
    package init(_ timing: ButtonTiming, isPressed: Bool, at now: Timestamp) {
        self.timing = timing
        last = now
        state =
            isPressed
            ? .pressed(holdsAt: now + timing.hold, mayClick: false, clickedBefore: false) : .released
    }

    /// Whether the button is pressed.
    package var isPressed: Bool { if case .pressed = state { true } else { false } }

    /// When something will become so without an edge; nil: nothing will.
    package var deadline: Timestamp? {
        switch state {
        case .released: nil
        case .pressed(let holdsAt, _, _): holdsAt
        case .clicked(let until): until
        }
    }

    /// Takes an edge.
    ///
    /// - Parameters:
    ///   - isPressed: Whether it is a press.
    ///   - timestamp: When; an instant before that of an earlier call counts as that one.
    /// - Returns: What became so until then and by the edge, in order.
    package mutating func edge(_ isPressed: Bool, at timestamp: Timestamp) -> [ButtonEvent] {
        var events = advance(to: timestamp)
        guard isPressed != self.isPressed else { return events }
        if isPressed {
            events.append(ButtonEvent(.pressed, at: last))
            var clickedBefore = false
            if case .clicked = state { clickedBefore = true }
            state = .pressed(holdsAt: last + timing.hold, mayClick: true, clickedBefore: clickedBefore)
        } else {
            events.append(ButtonEvent(.released, at: last))
            events += release()
        }
        return events
    }

    /// Lets time pass.
    ///
    /// - Parameter now: The present instant.
    /// - Returns: What became so until then, in order.
    package mutating func advance(to now: Timestamp) -> [ButtonEvent] {
        var events: [ButtonEvent] = []
        while let deadline, deadline <= now {
            last = max(last, deadline)
            switch state {
            case .released: break
            case .clicked:
                events.append(ButtonEvent(.clicked, at: last))
                state = .released
            case .pressed(_, _, let clickedBefore):
                if clickedBefore { events.append(ButtonEvent(.clicked, at: last)) }
                events.append(ButtonEvent(.held, at: last))
                let repeats = timing.holdRepeats && timing.hold > .zero
                state = .pressed(holdsAt: repeats ? last + timing.hold : nil, mayClick: false, clickedBefore: false)
            }
        }
        last = max(last, now)
        return events
    }

    /// Goes on after edges were lost.
    ///
    /// What is known to have happened is told; a press of which one end was not seen makes no click.
    ///
    /// - Parameters:
    ///   - isPressed: Whether the button is pressed now.
    ///   - now: The present instant.
    /// - Returns: What became so.
    package mutating func resynchronize(isPressed: Bool, at now: Timestamp) -> [ButtonEvent] {
        var events = advance(to: now)
        let wasPressed = self.isPressed
        switch state {
        case .clicked, .pressed(_, _, clickedBefore: true): events.append(ButtonEvent(.clicked, at: last))
        default: break
        }
        if isPressed != wasPressed { events.append(ButtonEvent(isPressed ? .pressed : .released, at: last)) }
        self = ButtonGestures(timing, isPressed: isPressed, at: last)
        return events
    }

    private mutating func release() -> [ButtonEvent] {
        guard case .pressed(_, mayClick: true, let clickedBefore) = state else {
            state = .released
            return []
        }
        if clickedBefore {
            state = .released
            return [ButtonEvent(.doubleClicked, at: last)]
        }
        guard timing.doubleClick > .zero else {
            state = .released
            return [ButtonEvent(.clicked, at: last)]
        }
        state = .clicked(until: last + timing.doubleClick)
        return []
    }
}
