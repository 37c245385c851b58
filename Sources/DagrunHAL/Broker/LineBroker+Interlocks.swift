// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

// Interlocks.
extension LineBroker {
    /// The one who keeps the interlocks of an output; always the same, for he remembers.
    func guardian(of pin: PinID, at line: LineAddress, rules: () throws(HALError) -> [OutputGuard.Rule])
        throws(HALError)
        -> OutputGuard?
    {
        if let known = state.withLock({ $0.guards[line] }) { return known }
        let rules = try rules()
        guard !rules.isEmpty else { return nil }
        let new = OutputGuard(pin, line, rules: rules, clock: backend.clock, broker: self)
        return state.withLock { state in
            if let known = state.guards[line] { return known }
            state.guards[line] = new
            return new
        }
    }

    /// Takes down what somebody measured.
    func note(_ value: Double?, as name: String) {
        let reading = value.flatMap { $0.isNaN ? nil : BoardReading(value: $0, time: backend.clock.now) }
        state.withLock { $0.readings[name] = reading }
    }

    /// What was last measured.
    func reading(_ name: String) -> BoardReading? { state.withLock { $0.readings[name] } }

    /// Reads whether an input is active; claims it when nobody has.
    func isActive(_ line: LineAddress, as config: LineConfig) throws(HALError) -> Bool {
        let slot = try claiming.withLock { _ throws(HALError) -> LineLease.Slot in try self.slot(of: line, config) }
        return try slot.claim.isActive(slot.index, as: config)
    }

    private func slot(of line: LineAddress, _ config: LineConfig) throws(HALError) -> LineLease.Slot {
        let known = try state.withLock { state throws(HALError) in
            guard !state.isClosed else { throw Self.closed }
            return state.slots[line]
        }
        if let known, known.claim.failure == nil { return known }
        let claim = try LineClaim(
            [line], [LineClaim.Use(config: config, guardian: nil)], consumer: consumer, from: backend,
            journal: journal, owner: nil, onEnd: grantLater)
        let slot = LineLease.Slot(claim: claim, index: 0)
        let isClosed = state.withLock { state in
            if !state.isClosed { state.slots[line] = slot }
            return state.isClosed
        }
        if isClosed {
            claim.abandon()
            throw Self.closed
        }
        return slot
    }

    /// Sets an output to its safe value, whoever has it.
    func switchOff(_ guardian: OutputGuard) {
        guard let slot = state.withLock({ $0.slots[guardian.line] }) else { return }
        slot.claim.switchOff(slot.index, guardian)
    }

    // An output that begins with another value than the safe one is switched on like any other.
    func permit(_ wants: [Want], keepingValues: Bool) throws(HALError) {
        for want in wants {
            guard let guardian = want.guardian, want.config.direction == .output else { continue }
            let kept = keepingValues ? drivenValue(of: want.address) : nil
            if kept ?? want.config.initialValue != guardian.safeValue { try guardian.permit() }
        }
    }
}
