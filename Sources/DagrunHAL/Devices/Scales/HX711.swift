// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A converter of 24 bits for load cells, on two lines of its own.
///
/// ```swift
/// let converter = try await HX711(data: "GPIO5", clock: "GPIO6", on: board)
/// let scale = Scale(converter, countsPerGram: 420)
/// try await scale.tare()
/// print(try await scale.grams())
/// ```
///
/// The program makes the clock. A pulse that takes longer than 60 µs puts the converter to sleep, which happens when
/// the machine is busy; such a measurement is thrown away and another one made. Where the kernel has a driver for it
/// (`hx711`, an IIO device), that one is the better choice. Source: AVIA Semiconductor HX711 datasheet.
public final class HX711: Sendable {
    private let lease: LineLease
    private let time: any HALClock
    private let input: Input
    private let gate = SerialGate()
    private let isSelected = Mutex(false)

    private static let (dataPlace, clockPlace) = (0, 1)
    private static let longestPulse = Duration.microseconds(50)
    private static let tries = 5
    // It measures 10 or 80 times a second.
    private static let lookInterval = Duration.milliseconds(2)

    /// Leases the converter's pins.
    ///
    /// - Parameters:
    ///   - data: The pin at its DOUT.
    ///   - clock: The pin at its PD_SCK.
    ///   - board: The board.
    ///   - input: Which wires are measured.
    ///   - holder: Who uses it, as others are told when a pin is busy.
    ///   - waiting: How long to wait when a pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        data: PinID, clock: PinID, on board: Board, input: Input = .a128, holder: String = "HX711",
        waiting: Duration? = nil
    ) async throws {
        self.input = input
        time = board.clock
        lease = try await board.lease(
            [(pin: data, config: .input()), (pin: clock, config: .output(false, onRelease: .safe(false)))],
            holder: holder, waiting: waiting)
    }

    /// Measures.
    ///
    /// - Parameter timeout: How long to wait for the converter; it takes up to 0.1 s, and 0.4 s for the first measurement.
    /// - Returns: The number, -8 388 608 to 8 388 607; one at either end means that the input is beyond the range.
    /// - Throws: ``HALError``: `timedOut` when the converter is not ready in time, `corrupt` when the machine is too
    ///   busy to clock it, `gone` when it was closed or the board unplugged; `CancellationError` when the task is
    ///   cancelled meanwhile.
    public func read(timeout: Duration = .seconds(1)) async throws -> Int {
        try await gate.run {
            let deadline = time.now + timeout
            if !isSelected.withLock({ $0 }) {
                // The pulses of a frame choose the input for the next one, so the first is of the input chosen before.
                _ = try await frame(deadline)
                isSelected.withLock { $0 = true }
            }
            return try await frame(deadline)
        }
    }

    /// Gives the pins back.
    ///
    /// Nothing happens the second time.
    public func close() { lease.release() }

    private func frame(_ deadline: Timestamp) async throws -> Int {
        for _ in 0..<Self.tries {
            try await waitUntilReady(deadline)
            if let value = try shift() { return value }
            isSelected.withLock { $0 = false }
        }
        throw HALError(
            .corrupt, name, reason: "the machine was too busy to clock it, \(Self.tries) times in a row",
            advice: "Use the kernel's driver for it, or a board with less to do.")
    }

    private func waitUntilReady(_ deadline: Timestamp) async throws {
        // It pulls its data line low when a measurement is ready.
        while try lease.value(at: Self.dataPlace) {
            guard time.now < deadline else {
                throw HALError(
                    .timedOut, name, reason: "the converter is not ready",
                    advice: "Look at its supply and at the wires DOUT and PD_SCK.")
            }
            try await time.sleep(for: Self.lookInterval)
        }
    }

    /// Takes a frame; nil when a pulse took too long or the converter did not end the frame as it must.
    private func shift() throws(HALError) -> Int? {
        var frame = HX711Frame()
        for pulse in 0..<input.pulseCount {
            let begin = time.now
            try lease.set(true, at: Self.clockPlace)
            let bit = try lease.value(at: Self.dataPlace)
            try lease.set(false, at: Self.clockPlace)
            guard time.now - begin < Self.longestPulse else { return nil }
            if pulse < HX711Frame.bitCount { frame.append(bit) }
        }
        // Behind a whole frame the data line is high until the next measurement is ready.
        return try lease.value(at: Self.dataPlace) ? frame.value : nil
    }

    private var name: String { "HX711 on \(lease.pins.map(\.description).joined(separator: ", "))" }
}
