// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Pulses on a line that has no hardware for them, made by turning it on and off.
///
/// Good enough to dim an LED at about 100 Hz. Each edge waits for the machine's scheduler: some tenths of a millisecond
/// as a rule, several milliseconds under load. So a servo trembles, a tone sounds rough, and pulses shorter than a
/// tenth of a millisecond come out longer. As long as there are pulses, a task wakes twice in each period.
public final class SoftwarePWM: PWMChannel {
    private struct State {
        var config = PWMConfig(period: .milliseconds(10), pulse: .zero, isEnabled: false)
        /// Tells the pulses that are wanted from those that are to end; nil: none are wanted.
        var current: Int?
        var last = 0
        var task: Task<Void, Never>?
        var failure: HALError?
    }

    /// The name of the line, with `software PWM on` before it.
    public let name: String
    private let lease: LineLease
    private let clock: any HALClock
    private let state = Mutex(State())

    /// Uses a line that was leased as an output.
    ///
    /// - Parameters:
    ///   - lease: The line; the first one where there are several. It is given back when the channel is released.
    ///   - clock: Where the time comes from.
    public init(_ lease: LineLease, clock: any HALClock) {
        self.lease = lease
        self.clock = clock
        name = "software PWM on \(lease.pins[0])"
    }

    deinit { state.withLock { $0.task }?.cancel() }

    /// What it does now.
    public var config: PWMConfig { state.withLock { $0.config } }

    /// Changes what it does, from the next edge on.
    ///
    /// - Parameter config: The modulation. Without pulses, and with pulses as long as their period, the line rests.
    /// - Throws: ``HALError`` with the code `invalid` when the numbers don't fit each other, and what ended the pulses
    ///   before.
    public func configure(_ config: PWMConfig) throws(HALError) {
        if let fault = config.fault { throw HALError(.invalid, name, reason: fault) }
        let (old, new) = try state.withLock { state throws(HALError) -> (Task<Void, Never>?, Int?) in
            if let failure = state.failure { throw failure }
            state.config = config
            if let level = config.restingValue {
                defer { (state.current, state.task) = (nil, nil) }
                // Under the lock, so that no pulse comes behind it.
                try lease.set(level)
                return (state.task, nil)
            }
            guard state.current == nil else { return (nil, nil) }
            state.last += 1
            state.current = state.last
            return (nil, state.last)
        }
        old?.cancel()
        guard let new else { return }
        // Not structured: pulses go on while their maker does other things. It ends with the channel.
        let task = startBesideCaller { [lease, clock, weak self] in
            do {
                var begin = clock.now
                while let pulse = try self?.drive(true, lease, new)?.pulse {
                    try await clock.sleep(until: begin + pulse)
                    guard let period = try self?.drive(false, lease, new)?.period else { return }
                    // What was missed is not made up for: a burst of pulses would be wrong twice.
                    begin = max(begin + period, clock.now)
                    try await clock.sleep(until: begin)
                }
            } catch let error as HALError {
                self?.end(new, error)
            } catch {
                // Cancelled: who did it sets the line.
            }
        }
        let isWanted = state.withLock { state in
            if state.current == new { state.task = task }
            return state.current == new
        }
        if !isWanted { task.cancel() }
    }

    /// Stops, and gives the line back as its release policy says.
    public func release() {
        let task = state.withLock { state in
            state.config.isEnabled = false
            defer { (state.current, state.task) = (nil, nil) }
            return state.task
        }
        task?.cancel()
        lease.release()
    }

    /// Begins or ends a pulse, as long as these pulses are wanted.
    private func drive(_ isActive: Bool, _ lease: LineLease, _ number: Int) throws(HALError) -> PWMConfig? {
        try state.withLock { state throws(HALError) in
            guard state.current == number else { return nil }
            try lease.set(isActive != state.config.isInverted)
            return state.config
        }
    }

    private func end(_ number: Int, _ error: HALError) {
        state.withLock { state in
            guard state.current == number else { return }
            (state.failure, state.current, state.task) = (error, nil, nil)
        }
    }
}

extension PWMConfig {
    /// The level of a line without edges; nil where there are pulses.
    fileprivate var restingValue: Bool? {
        if !isEnabled || pulse <= .zero { return isInverted }
        return pulse >= period ? !isInverted : nil
    }
}
