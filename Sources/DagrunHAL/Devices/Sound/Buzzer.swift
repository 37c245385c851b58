// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A buzzer that makes its tone by itself and is only turned on and off.
///
/// ```swift
/// let buzzer = try await Buzzer("GPIO3", on: board)
/// try await buzzer.beep(on: .milliseconds(100), off: .milliseconds(100), count: 3)
/// ```
///
/// gpiozero's `Buzzer`. For one that needs to be given its tone see ``TonalBuzzer``.
public final class Buzzer: Sendable {
    private let lease: LineLease
    private let clock: any HALClock

    /// Leases the buzzer's pin, silent.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - activeHigh: Whether it sounds when the pin is high; false where it is connected to the supply.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, activeHigh: Bool = true, holder: String = "Buzzer", waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        lease = try await board.lease(
            pin, .output(false, activeLow: !activeHigh, onRelease: .safe(false)), holder: holder, waiting: waiting)
    }

    /// Whether it sounds.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the buzzer was closed or the board unplugged.
    public var isActive: Bool { get throws(HALError) { try lease.value() } }

    /// Turns it on.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the buzzer was closed or the board unplugged.
    public func on() throws(HALError) { try lease.set(true) }

    /// Turns it off.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the buzzer was closed or the board unplugged.
    public func off() throws(HALError) { try lease.set(false) }

    /// Turns it on when it is off, and off when it is on.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the buzzer was closed or the board unplugged.
    public func toggle() throws(HALError) { try lease.set(!lease.value()) }

    /// Turns it on and off again and again.
    ///
    /// It is silent behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - on: How long it sounds.
    ///   - off: How long it is silent.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: ``HALError`` with the code `gone` when the buzzer was closed or the board unplugged; `CancellationError`
    ///   when the task is cancelled.
    public func beep(on: Duration = .seconds(1), off: Duration = .seconds(1), count: Int? = nil) async throws {
        defer { try? self.off() }
        try await LightStep.blink(on: on, off: off).play(count, clock) { step, end in
            try lease.set(step.value > 0)
            try await clock.sleep(until: end)
        }
    }

    /// Makes it silent and gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { lease.release() }
}
