// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A push button or another switch.
///
/// ```swift
/// let button = try await Button("button.green", on: board)
/// for try await event in button.events() where event.kind == .doubleClicked { … }
///
/// let press = try await button.wait(for: .pressed, timeout: .seconds(30))
/// ```
///
/// One side is connected to the pin and the other to ground, unless ``Pull`` says otherwise. gpiozero's `Button`.
public final class Button: Sendable {
    /// How quickly it must be pressed for what.
    public let timing: ButtonTiming
    private let inputs: DebouncedInputs
    private let clock: any HALClock

    /// Leases the button's pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - pull: What holds the pin where it is while the button is not pressed.
    ///   - timing: How quickly it must be pressed for what.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, pull: Pull = .up, timing: ButtonTiming = ButtonTiming(),
        holder: String = "Button", waiting: Duration? = nil
    ) async throws {
        self.timing = timing
        clock = board.clock
        inputs = try await DebouncedInputs(
            [pin], pull, bounce: timing.bounce, on: board, holder: holder, waiting: waiting)
    }

    /// Whether it is pressed now.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the button was closed or the board unplugged.
    public var isPressed: Bool { get throws(HALError) { try inputs.lease.value() } }

    /// What happens to the button from this call on.
    ///
    /// Nothing is lost between two looks at it. Each iteration begins with this call anew.
    ///
    /// - Returns: The events, without an end.
    /// - Throws: ``HALError`` with the code `gone` when the button was closed or the board unplugged.
    public func events() throws(HALError) -> Events {
        Events(inputs: inputs, timing: timing, start: try ButtonReader.start(inputs, clock), clock: clock)
    }

    /// Waits until something is so.
    ///
    /// As in gpiozero, a button that is pressed already is not waited for to be ``ButtonEvent/Kind/pressed``, and one
    /// that is not, not to be ``ButtonEvent/Kind/released``. To count presses, use ``events()``.
    ///
    /// - Parameters:
    ///   - kind: What to wait for.
    ///   - timeout: How long to wait; nil: without limit.
    /// - Returns: The event.
    /// - Throws: ``HALError`` with the code `timedOut`, and `gone` when the button was closed or the board unplugged;
    ///   `CancellationError` when the task is cancelled meanwhile.
    @discardableResult
    public func wait(for kind: ButtonEvent.Kind = .pressed, timeout: Duration? = nil) async throws -> ButtonEvent {
        let start = try ButtonReader.start(inputs, clock)
        let isPressed = start.buttons[0].isPressed
        if kind == .pressed && isPressed || kind == .released && !isPressed {
            return ButtonEvent(kind, at: start.buttons[0].timestamp)
        }
        let deadline = timeout.map { start.buttons[0].timestamp + $0 }
        var reader = ButtonReader(inputs, timing, from: start, clock)
        while let element = try await reader.next(until: deadline) {
            if element.event.kind == kind { return element.event }
        }
        throw HALError(
            .timedOut, "\(inputs.lease.pins[0])", reason: "the button was not \(kind.words) within \(timeout ?? .zero)")
    }

    /// Gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { inputs.lease.release() }
}

extension ButtonEvent.Kind {
    fileprivate var words: String { self == .doubleClicked ? "double-clicked" : rawValue }
}
