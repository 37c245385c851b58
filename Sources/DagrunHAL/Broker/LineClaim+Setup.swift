// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// How lines are set up and driven; all of it with the claim's state in hand.
extension LineClaim {
    /// Calls the backend; a chip that is unplugged takes the claim along.
    static func call<Value>(
        _ state: inout State, _ body: (any LineRequest) throws(HALError) -> Value
    ) throws(HALError) -> Value {
        do throws(HALError) {
            return try body(state.request)
        } catch {
            if error.code == .gone { state.failure = error }
            throw error
        }
    }

    /// Sets outputs.
    func drive(_ values: LineValues, byHolder: Bool, _ state: inout State) throws(HALError) {
        try Self.call(&state) { request throws(HALError) in try request.set(values) }
        note(values, byHolder: byHolder, &state)
    }

    /// Takes down what outputs were set to.
    func note(_ values: LineValues, byHolder: Bool, _ state: inout State) {
        state.driven = LineValues(
            bits: state.driven.bits & ~values.mask | values.bits, mask: state.driven.mask | values.mask)
        for (index, guardian) in state.guards.enumerated() {
            if let guardian, let value = values[index] { guardian.wasSet(to: value, byHolder: byHolder) }
        }
    }

    /// Drives outputs to what they are to be when their lease ends, or all ends.
    func driveSafe(_ places: [Int], isEnd: Bool, _ state: inout State) throws(HALError) {
        var values = LineValues(bits: 0, mask: 0)
        for index in places where state.configs[index].direction == .output {
            let guardian = state.guards[index]
            if isEnd, let guardian {
                values[index] = guardian.safeValue
            } else if case .safe(let value) = state.configs[index].onRelease, guardian?.safeValue ?? value == value {
                values[index] = value
            }
        }
        if values.mask != 0 { try drive(values, byHolder: true, &state) }
    }

    /// Sets lines up, without letting go of them where the backend can do that.
    ///
    /// - Parameters:
    ///   - configs: The configurations of all lines of the claim.
    ///   - places: The lines that are meant; the others stay as they are.
    ///   - state: The claim's state.
    /// - Throws: ``HALError`` as the backend.
    func configure(_ configs: [LineConfig], of places: [Int], _ state: inout State) throws(HALError) {
        let values = Self.initialValues(configs)
        let old = state.configs
        if Self.isSameUse(configs, old) {
            // Nothing is reconfigured, so that edges go on without a gap; and what has its value is not set.
            let changed = LineValues(bits: values.bits, mask: values.mask & (values.bits ^ state.driven.bits))
            try Self.call(&state) { request throws(HALError) in
                if changed.mask != 0 {
                    try request.set(changed)
                } else {
                    // The chip may have been unplugged since anyone used it.
                    _ = try request.values(mask: self.allLines)
                }
            }
        } else {
            let told = Self.guarded(configs, state.guards)
            do throws(HALError) {
                try Self.call(&state) { request throws(HALError) in
                    try request.reconfigure(told)
                }
            } catch {
                let isAlone = lines.indices.allSatisfy { state.owners[$0] == nil || places.contains($0) }
                guard error.code != .gone, isAlone else { throw error }
                try claimAnew(configs, &state)
            }
        }
        state.configs = configs
        let mask = places.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        state.driven = values
        note(LineValues(bits: values.bits, mask: values.mask & mask), byHolder: true, &state)
        watch(configs, insteadOf: old, &state)
    }

    // A backend that can't change the use of claimed lines gets them back for a moment; libgpiod 1 can't turn a line with events
    // into an output.
    private func claimAnew(_ configs: [LineConfig], _ state: inout State) throws(HALError) {
        let consumer = state.request.consumer
        state.request.release()
        state.taker = nil
        state.pump = nil
        do throws(HALError) {
            state.request = try backend.request(lines, Self.guarded(configs, state.guards), consumer: consumer)
        } catch {
            state.failure = HALError(
                .gone, "\(lines[0])", reason: "it could not be claimed again for another use: \(error)")
            throw error
        }
    }

    /// What the backend is told: outputs with interlocks end at their safe value, whatever holders wish.
    static func guarded(_ configs: [LineConfig], _ guards: [OutputGuard?]) -> [LineConfig] {
        var configs = configs
        for (index, guardian) in guards.enumerated() where configs[index].direction == .output {
            if let guardian { configs[index].onRelease = .safe(guardian.safeValue) }
        }
        return configs
    }

    /// All lines as they are now: outputs begin with the value they have.
    static func current(_ state: State) -> [LineConfig] {
        state.configs.enumerated().map { index, config in
            var config = config
            config.initialValue = state.driven[index] ?? config.initialValue
            return config
        }
    }

    /// What outputs begin with.
    static func initialValues(_ configs: [LineConfig]) -> LineValues {
        var values = LineValues(bits: 0, mask: 0)
        for (index, config) in configs.enumerated() where config.direction == .output {
            values[index] = config.initialValue
        }
        return values
    }

    private static func isSameUse(_ left: [LineConfig], _ right: [LineConfig]) -> Bool {
        zip(left, right).allSatisfy { left, right in
            var left = left
            left.initialValue = right.initialValue
            return left == right
        }
    }
}
