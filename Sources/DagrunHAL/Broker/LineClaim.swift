// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Lines that the broker claimed from its backend in one request, and who has each of them now.
///
/// It outlives leases: a line that nobody has stays as its last holder left it.
final class LineClaim: Sendable {
    let lines: [LineAddress]
    let backend: any HardwareBackend
    let journal: EdgeJournal
    let state: Mutex<State>
    // Called when leases ended without having been given back.
    private let onEnd: @Sendable () -> Void

    struct State {
        var request: any LineRequest
        var configs: [LineConfig]
        var owners: [LeaseToken?]
        /// The logical values that outputs were last set to.
        var driven = LineValues(bits: 0, mask: 0)
        /// Who keeps the interlocks of each line.
        var guards: [OutputGuard?]
        /// Takes the edges of watched lines into the journal; nil while none is watched.
        var taker: EdgeTaker?
        var pump: Task<Void, Never>?
        var failure: HALError?
    }

    /// What a lease wants of a line.
    struct Use: Sendable {
        var config: LineConfig
        let guardian: OutputGuard?
    }

    /// Claims lines for a lease; for nobody without one.
    ///
    /// - Parameters:
    ///   - lines: The lines, of one chip.
    ///   - uses: What is wanted of each.
    ///   - consumer: Who claims, as others see it.
    ///   - backend: Where from.
    ///   - journal: Takes the edges.
    ///   - owner: The lease.
    ///   - onEnd: Called when leases ended because the lines are gone.
    /// - Throws: ``HALError`` as the backend's request.
    init(
        _ lines: [LineAddress], _ uses: [Use], consumer: String, from backend: any HardwareBackend,
        journal: EdgeJournal, owner: LeaseToken?, onEnd: @escaping @Sendable () -> Void
    ) throws(HALError) {
        self.lines = lines
        self.backend = backend
        self.journal = journal
        self.onEnd = onEnd
        let configs = uses.map(\.config)
        let guards = uses.map(\.guardian)
        let request = try backend.request(lines, Self.guarded(configs, guards), consumer: consumer)
        state = Mutex(State(request: request, configs: configs, owners: lines.map { _ in owner }, guards: guards))
        state.withLock { state in
            note(Self.initialValues(configs), byHolder: true, &state)
            watch(configs, insteadOf: nil, &state)
        }
    }

    /// Why the claim can't be used any longer; nil while it can.
    var failure: HALError? { state.withLock { $0.failure } }

    /// How lines were before a lease took them, to undo that.
    struct Before {
        fileprivate let configs: [LineConfig]
        fileprivate let driven: LineValues
    }

    /// Gives lines to a lease and sets them up as it wants them.
    ///
    /// - Parameters:
    ///   - wanted: What it wants, by place.
    ///   - owner: The lease.
    ///   - keepingValues: Whether an output that is driven already keeps its value.
    /// - Returns: How all lines were before.
    /// - Throws: ``HALError``; nothing has changed then, unless the claim has failed.
    func take(_ wanted: [Int: Use], owner: LeaseToken, keepingValues: Bool) throws(HALError) -> Before {
        try withState { state throws(HALError) in
            let before = Before(configs: state.configs, driven: state.driven)
            var configs = Self.current(state)
            for (index, use) in wanted {
                configs[index] = use.config
                if keepingValues, use.config.direction == .output, let kept = state.driven[index] {
                    configs[index].initialValue = kept
                }
                if let guardian = use.guardian, configs[index].initialValue != guardian.safeValue,
                    use.config.direction == .output, let trip = guardian.trip
                {
                    throw trip
                }
            }
            for (index, use) in wanted { state.guards[index] = use.guardian }
            try self.configure(configs, of: Array(wanted.keys), &state)
            for index in wanted.keys { state.owners[index] = owner }
            return before
        }
    }

    /// Sets lines up as they were before a lease took them.
    func undo(_ before: Before, of places: [Int]) {
        // What fails here shows itself at the next use.
        try? withState { state throws(HALError) in
            var configs = Self.current(state)
            for index in places {
                configs[index] = before.configs[index]
                configs[index].initialValue = before.driven[index] ?? configs[index].initialValue
                state.owners[index] = nil
            }
            try self.configure(configs, of: places, &state)
        }
    }

    /// Takes lines back from a lease; those with a safe value are driven to it.
    func giveBack(_ places: [Int], from owner: LeaseToken) {
        try? withState { state throws(HALError) in
            let mine = places.filter { state.owners[$0] === owner }
            for index in mine { state.owners[index] = nil }
            try self.driveSafe(mine, isEnd: false, &state)
        }
    }

    /// Reads lines.
    func values(_ mask: UInt64, by owner: LeaseToken) throws(HALError) -> LineValues {
        try withState { state throws(HALError) in
            if let failure = owner.failure { throw failure }
            return try Self.call(&state) { request throws(HALError) in try request.values(mask: mask) }
        }
    }

    /// Reads whether an input is active, whoever has it.
    ///
    /// - Throws: ``HALError`` with the code `invalid` when the line is an output.
    func isActive(_ index: Int, as config: LineConfig) throws(HALError) -> Bool {
        try withState { state throws(HALError) in
            let present = state.configs[index]
            guard present.direction != .output else {
                throw HALError(.invalid, "\(self.lines[index])", reason: "it is used as an output")
            }
            let values = try Self.call(&state) { request throws(HALError) in
                try request.values(mask: 1 << UInt64(index))
            }
            // A holder may have set it up the other way round; what counts is the voltage.
            return values[index] != (present.activeLow != config.activeLow)
        }
    }

    /// Sets outputs.
    func set(_ values: LineValues, by owner: LeaseToken) throws(HALError) {
        try withState { state throws(HALError) in
            if let failure = owner.failure { throw failure }
            for (index, guardian) in state.guards.enumerated() {
                if let guardian, let value = values[index], value != guardian.safeValue, let trip = guardian.trip {
                    throw trip
                }
            }
            try self.drive(values, byHolder: true, &state)
        }
    }

    /// Sets an output to its safe value, whoever has it.
    func switchOff(_ index: Int, _ guardian: OutputGuard) {
        try? withState { state throws(HALError) in
            try self.drive(LineValues(guardian.safeValue, at: index), byHolder: false, &state)
        }
    }

    /// How a line is used, and the value it is driven to.
    func use(at index: Int) -> (config: LineConfig, driven: Bool?) {
        state.withLock { ($0.configs[index], $0.driven[index]) }
    }

    /// Drives the lines with a safe value to it, whoever has them, for the end is near.
    func driveSafe() {
        try? withState { state throws(HALError) in
            try self.driveSafe(Array(self.lines.indices), isEnd: true, &state)
        }
    }

    /// Lets go of the lines, and tells so to those who have them.
    func close(_ reason: HALError) { end(letGo(reason), reason) }

    /// Lets go of the lines without a word to those who have them, for the lease did not come about.
    func abandon() {
        driveSafe()
        _ = letGo(HALError(.gone, "\(lines[0])", reason: "its lease did not come about"))
    }

    private func letGo(_ reason: HALError) -> [LeaseToken?] {
        let (owners, pump) = state.withLock { state in
            state.request.release()
            state.failure = state.failure ?? reason
            return (state.owners, state.pump)
        }
        pump?.cancel()
        return owners
    }

    /// Tells holders and readers that their lines are gone.
    func end(_ owners: [LeaseToken?], _ reason: HALError) {
        var told: [LeaseToken] = []
        for case let owner? in owners where !told.contains(where: { $0 === owner }) {
            told.append(owner)
            owner.end(reason)
            journal.wakeReaders(of: owner)
        }
        if !told.isEmpty { onEnd() }
    }

    /// Does something with the lines, unless they are gone.
    ///
    /// When a call to the backend finds the chip unplugged, all who have lines of the claim are told.
    private func withState<Value>(
        _ body: (inout State) throws(HALError) -> sending Value
    ) throws(HALError) -> sending Value {
        var lost: (owners: [LeaseToken?], reason: HALError)?
        defer { if let lost { end(lost.owners, lost.reason) } }
        return try state.withLock { state throws(HALError) in
            if let failure = state.failure { throw failure }
            defer { if let failure = state.failure { lost = (state.owners, failure) } }
            return try body(&state)
        }
    }
}
