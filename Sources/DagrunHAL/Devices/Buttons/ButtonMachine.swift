// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One button: its contacts come to rest, and presses, holds and clicks are made of its edges.
struct ButtonMachine: Sendable {
    private let timing: ButtonTiming
    private let bounce: Duration
    private let start: ButtonStart
    private var debouncer: Debouncer
    private var gestures: ButtonGestures
    private var hasBegun = false

    /// Begins with the button as it is.
    ///
    /// - Parameters:
    ///   - timing: What makes a hold and a double click.
    ///   - bounce: How long the contacts must be at rest; zero where the kernel sees to it.
    ///   - start: How the button was found.
    init(_ timing: ButtonTiming, bounce: Duration, _ start: ButtonStart) {
        self.timing = timing
        self.bounce = bounce
        self.start = start
        debouncer = Debouncer(bounce, value: start.isPressed)
        gestures = ButtonGestures(timing, isPressed: start.isPressed, at: start.timestamp)
    }

    /// When something will become so without an edge; nil: nothing will.
    var deadline: Timestamp? { [debouncer.deadline, gestures.deadline].compactMap { $0 }.min() }

    /// Takes an edge.
    mutating func edge(_ isPressed: Bool, at timestamp: Timestamp) -> [ButtonEvent] {
        if !hasBegun, isPressed == start.isPressed {
            // The line was looked at when this edge had come already, and before it was taken down.
            self = ButtonMachine(
                timing, bounce: bounce, ButtonStart(isPressed: !isPressed, timestamp: start.timestamp))
        }
        hasBegun = true
        return apply(debouncer.edge(isPressed, at: timestamp))
    }

    /// Lets time pass.
    mutating func advance(to now: Timestamp) -> [ButtonEvent] {
        apply(debouncer.advance(to: now)) + gestures.advance(to: now)
    }

    /// Goes on after edges were lost.
    mutating func resynchronize(isPressed: Bool, at now: Timestamp) -> [ButtonEvent] {
        hasBegun = true
        debouncer = Debouncer(bounce, value: isPressed)
        return gestures.resynchronize(isPressed: isPressed, at: now)
    }

    private mutating func apply(_ changes: [Debouncer.Change]) -> [ButtonEvent] {
        changes.flatMap { gestures.edge($0.value, at: $0.timestamp) }
    }
}
