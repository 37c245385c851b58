// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Keeps the interlocks of one output.
final class OutputGuard: Sendable {
    /// A rule with the line that it looks at, if it looks at one.
    struct Rule: Sendable {
        let interlock: Interlock
        let input: LineAddress?
    }

    let pin: PinID
    let line: LineAddress
    let safeValue: Bool

    private struct State {
        /// Since when the output has another value than the safe one.
        var onSince: Timestamp?
        var lastSet = Timestamp.zero
        /// Why the output was switched off; nil once a holder has set it to its safe value.
        var trip: HALError?
        var monitor: Task<Void, Never>?
    }

    private let state = Mutex(State())
    private let rules: [Rule]
    private let clock: any HALClock
    private weak let broker: LineBroker?

    init(_ pin: PinID, _ line: LineAddress, rules: [Rule], clock: any HALClock, broker: LineBroker) {
        self.pin = pin
        self.line = line
        self.rules = rules
        self.clock = clock
        self.broker = broker
        safeValue = rules.first?.interlock.safeValue ?? false
    }

    deinit { state.withLock { $0.monitor?.cancel() } }

    /// Why the output was switched off, until that is acknowledged.
    var trip: HALError? { state.withLock { $0.trip } }

    /// Looks whether the output may leave its safe value now.
    ///
    /// - Throws: ``HALError`` with the code `interlocked` when not.
    func permit() throws(HALError) {
        if let trip { throw trip }
        for rule in rules {
            if let reason = violation(of: rule) { throw refusal(rule.interlock, reason) }
        }
    }

    /// Takes down that the output was set; in the order in which it was.
    func wasSet(to value: Bool, byHolder: Bool) {
        state.withLock { state in
            state.lastSet = clock.now
            if value == safeValue {
                state.onSince = nil
                if byHolder { state.trip = nil }
                state.monitor?.cancel()
                state.monitor = nil
            } else if state.onSince == nil {
                state.onSince = state.lastSet
                // Not structured: the rule holds beyond the task that switched the output on. It ends when the output is off.
                state.monitor = startBesideCaller { [weak self] in await self?.watch() }
            }
        }
    }

    private func watch() async {
        while !Task.isCancelled {
            let pause = rules.map { rule in state.withLock { state in due(rule.interlock, state) } }.min()
            do { try await clock.sleep(for: max(pause ?? .seconds(1), .nanoseconds(1))) } catch { return }
            for rule in rules {
                guard let reason = violation(of: rule) ?? overtime(of: rule.interlock) else { continue }
                let isOn = state.withLock { state in
                    guard state.onSince != nil, !Task.isCancelled else { return false }
                    state.trip = refusal(rule.interlock, reason)
                    return true
                }
                // The reason stands before the line is driven, so a holder who sets it meanwhile is refused or overruled.
                if isOn { broker?.switchOff(self) }
                return
            }
        }
    }

    // When a rule is to be looked at next.
    private func due(_ interlock: Interlock, _ state: State) -> Duration {
        switch interlock.rule {
        case .line, .check, .reading: interlock.interval
        case .onTime(let limit): clock.now.duration(to: (state.onSince ?? clock.now) + limit)
        case .watchdog(let limit): clock.now.duration(to: state.lastSet + limit)
        }
    }

    private func overtime(of interlock: Interlock) -> String? {
        state.withLock { state in
            switch interlock.rule {
            case .onTime where due(interlock, state) <= .zero: "it was on for too long"
            case .watchdog where due(interlock, state) <= .zero: "nobody set it in time"
            default: nil
            }
        }
    }

    private func violation(of rule: Rule) -> String? {
        switch rule.interlock.rule {
        case .onTime, .watchdog: return nil
        case .check(let condition):
            do { return try condition() ? nil : "that is not so" } catch { return "that can't be told: \(error)" }
        case .reading(let name, let range, let age):
            guard let reading = broker?.reading(name) else { return "nobody has measured it" }
            let past = reading.time.duration(to: clock.now)
            guard past <= age else { return "it was measured \(past) ago" }
            return range.contains(reading.value) ? nil : "it is \(reading.value)"
        case .line(_, let config):
            guard let input = rule.input, let broker else { return "its line is not known" }
            do throws(HALError) {
                return try broker.isActive(input, as: config) ? nil : "that is not so"
            } catch {
                return "that can't be told: \(error)"
            }
        }
    }

    private func refusal(_ interlock: Interlock, _ reason: String) -> HALError {
        HALError(
            .interlocked, "\(pin)",
            reason: "an interlock forbids it; it requires that \(interlock.name), but \(reason)",
            advice: "Set it to \(safeValue) before it is tried again.")
    }
}
