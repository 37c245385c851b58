// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Lines that the broker claimed from its backend in one request, and who has each of them now.
///
/// It outlives leases: a line that nobody has stays as its last holder left it.
final class LineClaim: Sendable {
    let lines: [LineAddress]

    private struct State {
        var request: any LineRequest
        var configs: [LineConfig]
        var owners: [LeaseToken?]
        /// The logical values that outputs were last set to.
        var driven: LineValues
        var pump: Task<Void, Never>?
        var failure: HALError?
    }

    private let state: Mutex<State>
    private let backend: any HardwareBackend
    private let journal: EdgeJournal

    /// Claims lines for a lease.
    ///
    /// - Throws: ``HALError`` as the backend's request.
    init(
        _ lines: [LineAddress], _ configs: [LineConfig], consumer: String, from backend: any HardwareBackend,
        journal: EdgeJournal, owner: LeaseToken
    ) throws(HALError) {
        self.lines = lines
        self.backend = backend
        self.journal = journal
        let request = try backend.request(lines, configs, consumer: consumer)
        state = Mutex(
            State(
                request: request, configs: configs, owners: lines.map { _ in owner },
                driven: Self.initialValues(configs)))
        state.withLock { watch($0.request, configs, instead: nil, &$0) }
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
    ///   - wanted: The configurations by place.
    ///   - owner: The lease.
    ///   - keepingValues: Whether an output that is driven already keeps its value.
    /// - Returns: How all lines were before.
    /// - Throws: ``HALError``; nothing has changed then, unless the claim has failed.
    func take(_ wanted: [Int: LineConfig], owner: LeaseToken, keepingValues: Bool) throws(HALError) -> Before {
        try withState { state throws(HALError) in
            let before = Before(configs: state.configs, driven: state.driven)
            var configs = Self.current(state)
            for (index, config) in wanted {
                let kept = keepingValues && config.direction == .output ? state.driven[index] : nil
                configs[index] = config
                if let kept { configs[index].initialValue = kept }
            }
            try self.configure(configs, &state, mayClaimAnew: { index in wanted[index] != nil })
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
            try self.configure(configs, &state, mayClaimAnew: { _ in false })
        }
    }

    /// Takes lines back from a lease; those with a safe value are driven to it.
    func giveBack(_ places: [Int], from owner: LeaseToken) {
        try? withState { state throws(HALError) in
            let mine = places.filter { state.owners[$0] === owner }
            for index in mine { state.owners[index] = nil }
            try self.driveSafe(mine, &state)
        }
    }

    /// Reads lines.
    func values(_ mask: UInt64, by owner: LeaseToken?) throws(HALError) -> LineValues {
        try withState { state throws(HALError) in
            try self.check(mask, owner, state)
            return try state.request.values(mask: mask)
        }
    }

    /// Sets outputs.
    func set(_ values: LineValues, by owner: LeaseToken) throws(HALError) {
        try withState { state throws(HALError) in
            try self.check(values.mask, owner, state)
            try self.drive(values, &state)
        }
    }

    /// How a line is used, and the value it is driven to.
    func use(at index: Int) -> (config: LineConfig, driven: Bool?) {
        state.withLock { ($0.configs[index], $0.driven[index]) }
    }

    /// Drives the lines with a safe value to it, whoever has them.
    func driveSafe() {
        try? withState { state throws(HALError) in try self.driveSafe(Array(self.lines.indices), &state) }
    }

    /// Lets go of the lines.
    ///
    /// - Parameter reason: What holders and readers are told.
    /// - Returns: The task that took events; it ends soon.
    func close(_ reason: HALError) -> Task<Void, Never>? {
        let (owners, pump) = state.withLock { state in
            defer {
                state.request.release()
                state.failure = state.failure ?? reason
                state.pump = nil
            }
            return (state.owners, state.pump)
        }
        pump?.cancel()
        end(owners, reason)
        return pump
    }

    /// Lets go of the lines without a word to those who have them, for the lease did not come about.
    func abandon() {
        driveSafe()
        state.withLock { state in
            state.request.release()
            state.failure = HALError(.gone, "\(self.lines[0])", reason: "its lease did not come about")
            state.pump?.cancel()
            state.pump = nil
        }
    }

    private func withState<Value: ~Copyable>(
        _ body: (inout State) throws(HALError) -> sending Value
    ) throws(HALError) -> sending Value {
        var lost: [LeaseToken?] = []
        defer { if !lost.isEmpty, let failure { end(lost, failure) } }
        return try state.withLock { state throws(HALError) in
            if let failure = state.failure { throw failure }
            do throws(HALError) {
                return try body(&state)
            } catch {
                if error.code == .gone, state.failure == nil {
                    state.failure = error
                    lost = state.owners
                }
                throw error
            }
        }
    }

    private func check(_ mask: UInt64, _ owner: LeaseToken?, _ state: State) throws(HALError) {
        guard let owner else { return }
        if let failure = owner.failure { throw failure }
    }

    private func drive(_ values: LineValues, _ state: inout State) throws(HALError) {
        try state.request.set(values)
        state.driven = LineValues(
            bits: state.driven.bits & ~values.mask | values.bits, mask: state.driven.mask | values.mask)
    }

    private func driveSafe(_ places: [Int], _ state: inout State) throws(HALError) {
        var values = LineValues(bits: 0, mask: 0)
        for index in places {
            if state.configs[index].direction == .output, case .safe(let value) = state.configs[index].onRelease {
                values[index] = value
            }
        }
        if values.mask != 0 { try drive(values, &state) }
    }

    // All lines as they are now: outputs begin with the value they have.
    private static func current(_ state: State) -> [LineConfig] {
        state.configs.enumerated().map { index, config in
            var config = config
            config.initialValue = state.driven[index] ?? config.initialValue
            return config
        }
    }

    private static func initialValues(_ configs: [LineConfig]) -> LineValues {
        var values = LineValues(bits: 0, mask: 0)
        for (index, config) in configs.enumerated() where config.direction == .output {
            values[index] = config.initialValue
        }
        return values
    }

    private func configure(
        _ configs: [LineConfig], _ state: inout State, mayClaimAnew: (Int) -> Bool
    ) throws(HALError) {
        let values = Self.initialValues(configs)
        let old = state.configs
        if Self.isSameUse(configs, state.configs) {
            if values.mask != 0 { try drive(values, &state) }
        } else {
            do throws(HALError) {
                try state.request.reconfigure(configs)
            } catch {
                guard error.code != .gone,
                    lines.indices.allSatisfy({ state.owners[$0] == nil || mayClaimAnew($0) })
                else { throw error }
                try claimAnew(configs, &state)
            }
        }
        state.configs = configs
        state.driven = values
        watch(state.request, configs, instead: old, &state)
    }

    // A backend that can't change the use of claimed lines (libgpiod 1 can't from events to outputs) gets them back for a moment.
    private func claimAnew(_ configs: [LineConfig], _ state: inout State) throws(HALError) {
        let consumer = state.request.consumer
        state.request.release()
        do throws(HALError) {
            state.request = try backend.request(lines, configs, consumer: consumer)
        } catch {
            state.failure = HALError(
                .gone, "\(lines[0])", reason: "it could not be claimed again for another use: \(error)")
            throw error
        }
        state.pump = nil
    }

    private static func isSameUse(_ left: [LineConfig], _ right: [LineConfig]) -> Bool {
        zip(left, right).allSatisfy { left, right in
            var left = left
            left.initialValue = right.initialValue
            return left == right
        }
    }

    private func end(_ owners: [LeaseToken?], _ reason: HALError) {
        for owner in owners.compactMap({ $0 }) where owner.end(reason) { journal.wakeReaders(of: owner) }
    }
}

extension LineClaim {
    // Tells the journal which lines are watched from now on, and makes sure that somebody takes their events.
    private func watch(
        _ request: any LineRequest, _ configs: [LineConfig], instead old: [LineConfig]?, _ state: inout State
    ) {
        guard configs.contains(where: { $0.edges != .none }) else { return }
        let values = try? request.values(mask: LineValues(repeatElement(true, count: lines.count)).mask)
        for (index, config) in configs.enumerated() where config.edges != .none {
            if let old, old[index].edges == config.edges, old[index].activeLow == config.activeLow { continue }
            journal.beginWatching(lines[index], detectsBoth: config.edges == .both, value: values?[index])
        }
        guard state.pump == nil else { return }
        // Not structured: events must be taken while nobody waits for them, between two tries of a task as well. It ends with
        // the request, which ends with the board.
        state.pump = startBesideCaller { await self.pump(request) }
    }

    private func pump(_ request: any LineRequest) async {
        var sequences = lines.map { _ in UInt64(0) }
        do {
            while true {
                var events = [try await request.nextEvent()]
                while let event = try request.pollEvent() { events.append(event) }
                journal.append(events.flatMap { entries($0, &sequences, request) })
            }
        } catch let error as HALError {
            let owners: [LeaseToken?] = state.withLock { state in
                guard state.request === request, state.failure == nil else { return [] }
                state.failure = error
                return state.owners
            }
            end(owners, error)
        } catch {
            // Cancelled, for the claim was closed.
        }
    }

    private func entries(
        _ event: LineEvent, _ sequences: inout [UInt64], _ request: any LineRequest
    ) -> [(line: LineAddress, kind: JournaledEdge.Kind)] {
        let configs = state.withLock { $0.configs }
        switch event {
        case .edge(let edge):
            guard lines.indices.contains(edge.index) else { return [] }
            let line = lines[edge.index]
            let kind = JournaledEdge.Kind.edge(edge.edge, at: edge.timestamp, sequence: edge.lineSequence)
            let last = sequences[edge.index]
            sequences[edge.index] = edge.lineSequence
            guard last != .max, edge.lineSequence > last + 1 else { return [(line, kind)] }
            let value = configs[edge.index].edges == .both ? edge.edge == .falling : nil
            return [(line, .gap(lost: Int(clamping: edge.lineSequence - last - 1), value: value)), (line, kind)]
        case .lost(let count):
            let watched = lines.indices.filter { configs[$0].edges != .none }
            let values = try? request.values(mask: LineValues(lines.map { _ in true }).mask)
            return watched.map { index in
                // The numbers of the next edge would tell of the same loss again.
                sequences[index] = .max
                return (lines[index], .gap(lost: watched.count == 1 ? count : nil, value: values?[index]))
            }
        }
    }
}
