// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A flow meter that gives a pulse for each bit of liquid.
///
/// ```swift
/// let meter = try await FlowMeter("GPIO24", on: board, pulsesPerLitre: 1925)
/// try pump.on()
/// let reading = try await meter.wait(for: 0.036, timeout: .seconds(30))
/// ```
///
/// Pulses are counted while nobody reads, too; those that the kernel had no room for are counted by their numbers.
public final class FlowMeter: Sendable {
    /// How many pulses a litre makes.
    public let pulsesPerLitre: Double
    private let lease: LineLease
    /// The board's clock.
    let clock: any HALClock

    /// Leases the meter's pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - pulsesPerLitre: How many pulses a litre makes, more than 0; 450 for a YF-S201.
    ///   - pull: What holds the pin where it is; most meters only pull it to ground.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``, with the code `invalid` for a number of pulses that is not more than 0;
    ///   `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, pulsesPerLitre: Double = 450, pull: Pull = .up, holder: String = "FlowMeter",
        waiting: Duration? = nil
    ) async throws {
        guard pulsesPerLitre > 0, pulsesPerLitre.isFinite else {
            throw HALError(.invalid, "\(pin)", reason: "a litre makes more than 0 pulses, not \(pulsesPerLitre)")
        }
        self.pulsesPerLitre = pulsesPerLitre
        clock = board.clock
        lease = try await board.lease(pin, pull.config(edges: .rising), holder: holder, waiting: waiting)
    }

    /// What flows from this call on.
    ///
    /// - Parameter interval: The time between two readings, one millisecond at least.
    /// - Returns: The readings, without an end. Each iteration begins with this call anew.
    public func events(every interval: Duration = .seconds(1)) -> Events {
        Events(meter: self, counter: PulseCounter(lease, clock), begin: clock.now, interval: interval)
    }

    /// Waits until so much has flowed since this call.
    ///
    /// - Parameters:
    ///   - litres: How much, in litres.
    ///   - timeout: How long to wait; nil: without limit.
    /// - Returns: What flowed: no less than what was asked for.
    /// - Throws: ``HALError`` with the code `timedOut` that says how much it was, and `gone` when the meter was closed
    ///   or the board unplugged; `CancellationError` when the task is cancelled meanwhile.
    @discardableResult
    public func wait(for litres: Double, timeout: Duration? = nil) async throws -> FlowReading {
        let begin = clock.now
        var counter = PulseCounter(lease, clock)
        let wanted = Int(min(max((litres * pulsesPerLitre).rounded(.up), 0), 1e15))
        guard let end = try await counter.wait(for: wanted, until: timeout.map { begin + $0 }) else {
            let flowed = Double(counter.count) / pulsesPerLitre
            throw HALError(
                .timedOut, "\(lease.pins[0])",
                reason: "only \(flowed) of \(litres) litres flowed within \(timeout ?? .zero)")
        }
        return reading(counter, since: (0, begin), at: max(end, begin))
    }

    /// Gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { lease.release() }

    /// A reading of what was counted.
    ///
    /// - Parameters:
    ///   - counter: What was counted.
    ///   - last: The pulses and the instant of the reading before.
    ///   - now: The present instant.
    /// - Returns: The reading.
    func reading(_ counter: PulseCounter, since last: (count: Int, timestamp: Timestamp), at now: Timestamp)
        -> FlowReading
    {
        let minutes = (now - last.timestamp) / .seconds(60)
        let fresh = Double(counter.count - last.count) / pulsesPerLitre
        return FlowReading(
            litres: Double(counter.count) / pulsesPerLitre, litresPerMinute: minutes > 0 ? fresh / minutes : 0,
            isExact: counter.isExact, timestamp: now)
    }

    /// Throws when the lease has ended.
    func checkLease() throws(HALError) { _ = try lease.value() }
}
