// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Who makes the pulses of a device that is dimmed or steered by them.
public enum PulseSource: String, Sendable, Hashable, CaseIterable, Codable {
    /// The pin's hardware where it has some, else the program.
    case automatic
    /// The pin's hardware; a pin without is an error.
    case hardware
    /// The program; see ``SoftwarePWM``.
    case software

    /// Opens a channel on a pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - isInverted: Whether pulses are low instead of high.
    ///   - holder: Who uses it, for people.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Returns: The channel, without pulses.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    func channel(
        _ pin: PinID, on board: Board, isInverted: Bool, holder: String, waiting: Duration?
    ) async throws -> any PWMChannel {
        if let channel = try hardware(pin, on: board) { return channel }
        let off = LineConfig.output(isInverted, onRelease: .safe(isInverted))
        return SoftwarePWM(
            try await board.lease(pin, off, holder: holder, waiting: waiting), clock: board.clock)
    }

    private func hardware(_ pin: PinID, on board: Board) throws(HALError) -> (any PWMChannel)? {
        guard self != .software else { return nil }
        do throws(HALError) {
            return try board.pwm(pin)
        } catch {
            // A pin that isn't there at all is told when it is leased.
            guard self == .automatic, error.code == .unsupported || error.code == .notFound else { throw error }
            return nil
        }
    }
}
