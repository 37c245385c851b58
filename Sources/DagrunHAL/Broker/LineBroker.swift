// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Owns a board's lines and lends them.
///
/// Lines are claimed from the backend when somebody first wants them and stay claimed until the broker is closed, so an output
/// keeps its value between two tasks and an input's edges are taken down meanwhile. Two holders never have one line at the same time.
public final class LineBroker: Sendable {
    /// A line to be leased.
    struct Want: Sendable {
        let pin: PinID
        let address: LineAddress
        let config: LineConfig
        /// What to say when the line is busy.
        let hint: String?
        /// Who keeps the line's interlocks.
        var guardian: OutputGuard?

        var use: LineClaim.Use { LineClaim.Use(config: config, guardian: guardian) }
    }

    fileprivate struct State {
        var slots: [LineAddress: LineLease.Slot] = [:]
        var holders: [LineAddress: LeaseToken] = [:]
        var queue: [Waiter] = []
        var isClosed = false
        var guards: [LineAddress: OutputGuard] = [:]
    }

    fileprivate struct Waiter {
        let token: LeaseToken
        let addresses: [LineAddress]
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// What happened on the lines.
    public let journal: EdgeJournal

    private let backend: any HardwareBackend
    private let consumer: String
    private let state = Mutex(State())
    // Held while lines are claimed, so that two who want lines of one chip don't find each other's claims busy.
    private let claiming = Mutex(())

    // How often a line that somebody outside of this process holds is tried again.
    private static let retryInterval = Duration.milliseconds(50)

    init(_ backend: any HardwareBackend, consumer: String, journal: EdgeJournal) {
        self.backend = backend
        self.consumer = consumer
        self.journal = journal
    }

    deinit { _ = closeAtOnce() }

    /// Who holds which lines now.
    public var holders: [LineAddress: String] {
        state.withLock { $0.holders.filter { $0.value.failure == nil }.mapValues(\.holder) }
    }

    /// The value that the broker drives a line to.
    ///
    /// - Parameter line: The line.
    /// - Returns: The logical value; nil when the broker doesn't have the line or the line is no output.
    public func drivenValue(of line: LineAddress) -> Bool? {
        guard let slot = state.withLock({ $0.slots[line] }) else { return nil }
        let use = slot.claim.use(at: slot.index)
        return use.config.direction == .output ? use.driven : nil
    }

    func lease(
        _ wants: [Want], holder: String, waiting: Duration?, keepingValues: Bool
    ) async throws -> LineLease {
        let token = LeaseToken(holder: holder, pins: wants.map(\.pin))
        let addresses = wants.map(\.address)
        let deadline = waiting.map { backend.clock.now + $0 }
        try await reserve(addresses, for: token, waiting: waiting)
        var mayBeStale = true
        do {
            while true {
                try Task.checkCancellation()
                do throws(HALError) {
                    try permit(wants, keepingValues: keepingValues)
                    return try claiming.withLock { _ throws(HALError) -> LineLease in
                        try self.claim(wants, for: token, keepingValues: keepingValues)
                    }
                } catch {
                    // A chip was unplugged since its lines were last used; it may be back.
                    if error.code == .gone, mayBeStale, token.failure == nil {
                        mayBeStale = false
                        continue
                    }
                    // Held outside of this process, where nobody tells when it comes free.
                    guard error.code == .busy, let deadline, backend.clock.now < deadline else { throw error }
                    try await backend.clock.sleep(for: min(Self.retryInterval, deadline - backend.clock.now))
                }
            }
        } catch {
            giveBack(addresses, from: token)
            throw error
        }
    }

    func giveBack(_ addresses: [LineAddress], from token: LeaseToken) {
        let granted = state.withLock { state in
            for address in addresses where state.holders[address] === token { state.holders[address] = nil }
            return state.grant()
        }
        for waiter in granted { waiter.continuation.resume() }
    }

    /// Drives outputs with a safe value to it, lets go of all lines, ends all leases.
    ///
    /// Nothing happens the second time.
    ///
    /// - Returns: The tasks that took events; they end soon.
    func closeAtOnce() -> [Task<Void, Never>] {
        let (claims, waiters) = state.withLock { state in
            defer {
                state.isClosed = true
                state.slots = [:]
                state.holders = [:]
                state.queue = []
            }
            return (state.claims, state.queue)
        }
        // All safe values come before the first line is let go of: what follows may be slow.
        for claim in claims { claim.driveSafe() }
        let pumps = claims.compactMap { $0.close(Self.closed) }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
        return pumps
    }

    private static let closed = HALError(.gone, "board", reason: "it was closed")
}

// Who may have which lines.
extension LineBroker {
    private func reserve(_ addresses: [LineAddress], for token: LeaseToken, waiting: Duration?) async throws {
        let blocked = try state.withLock { state throws(HALError) in
            guard !state.isClosed else { throw Self.closed }
            return state.take(addresses, for: token)
        }
        guard let blocked else { return }
        guard let waiting else { throw busy(blocked, token, addresses, "it is in use") }
        try? await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.enqueue(addresses, for: token) }
            group.addTask { [clock = backend.clock] in try await clock.sleep(for: waiting) }
            defer { group.cancelAll() }
            try await group.next()
        }
        // Whatever ended the wait: what counts is whether the lines are ours.
        let state = state.withLock { state in
            (
                isMine: addresses.allSatisfy { state.holders[$0] === token }, isClosed: state.isClosed,
                blocked: state.blocker(of: addresses, before: token)
            )
        }
        if state.isMine { return }
        if state.isClosed { throw Self.closed }
        try Task.checkCancellation()
        throw busy(state.blocked ?? blocked, token, addresses, "it was in use for all of the \(waiting) waited")
    }

    private func enqueue(_ addresses: [LineAddress], for token: LeaseToken) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.isClosed { return .failure(Self.closed) }
                    // A cancellation before this point found nobody in the queue.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.take(addresses, for: token) == nil { return .success(()) }
                    state.queue.append(Waiter(token: token, addresses: addresses, continuation: continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let (cancelled, granted) = state.withLock { state in
                let place = state.queue.firstIndex { $0.token === token }
                let cancelled = place.map { state.queue.remove(at: $0) }
                // It may have stood in the way of others behind it.
                return (cancelled, state.grant())
            }
            cancelled?.continuation.resume(throwing: CancellationError())
            for waiter in granted { waiter.continuation.resume() }
        }
    }

    private func busy(
        _ blocked: (place: Int, holder: LeaseToken, isWaiting: Bool), _ token: LeaseToken, _ addresses: [LineAddress],
        _ reason: String
    ) -> HALError {
        HALError(
            .busy, "\(token.pins[blocked.place])",
            reason: blocked.isWaiting ? "it is promised to one who waits for it" : reason,
            holder: blocked.holder.holder)
    }
}

extension LineBroker {
    // Lines may have come free without having been given back.
    private var grantLater: @Sendable () -> Void {
        { [weak self] in
            let granted = self?.state.withLock { state in state.grant() } ?? []
            for waiter in granted { waiter.continuation.resume() }
        }
    }
}

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
    private func permit(_ wants: [Want], keepingValues: Bool) throws(HALError) {
        for want in wants {
            guard let guardian = want.guardian, want.config.direction == .output else { continue }
            let kept = keepingValues ? drivenValue(of: want.address) : nil
            if kept ?? want.config.initialValue != guardian.safeValue { try guardian.permit() }
        }
    }
}

// What is claimed from the backend.
extension LineBroker {
    private func claim(_ wants: [Want], for token: LeaseToken, keepingValues: Bool) throws(HALError) -> LineLease {
        let known = state.withLock { state in wants.map { state.slots[$0.address] } }
        var slots = known.map { slot in slot.flatMap { $0.claim.failure == nil ? $0 : nil } }
        let fresh = try claimFresh(wants.indices.filter { slots[$0] == nil }.map { wants[$0] }, for: token)
        var taken: [(claim: LineClaim, before: LineClaim.Before, places: [Int])] = []
        do throws(HALError) {
            for part in Dictionary(
                grouping: wants.indices.filter { slots[$0] != nil },
                by: { index in
                    slots[index].map { ObjectIdentifier($0.claim) }
                }
            ).values.sorted(by: { $0[0] < $1[0] }) {
                guard let claim = slots[part[0]]?.claim else { continue }
                let uses = part.compactMap { index in slots[index].map { ($0.index, wants[index].use) } }
                let before = try claim.take(
                    Dictionary(uniqueKeysWithValues: uses), owner: token, keepingValues: keepingValues)
                taken.append((claim, before, uses.map(\.0)))
            }
        } catch {
            for part in taken { part.claim.undo(part.before, of: part.places) }
            for claim in fresh { claim.abandon() }
            throw named(error, wants)
        }
        for claim in fresh {
            for (index, line) in claim.lines.enumerated() {
                if let place = wants.firstIndex(where: { $0.address == line }) {
                    slots[place] = LineLease.Slot(claim: claim, index: index)
                }
            }
        }
        let all = zip(slots, wants).compactMap { slot, want in
            slot.map { LineLease.Slot(claim: $0.claim, index: $0.index, guardian: want.guardian) }
        }
        let isClosed = state.withLock { state in
            if !state.isClosed { for (want, slot) in zip(wants, all) { state.slots[want.address] = slot } }
            return state.isClosed
        }
        if isClosed {
            for claim in fresh { claim.abandon() }
            throw Self.closed
        }
        return LineLease(wants.map(\.address), slots: all, token: token, broker: self)
    }

    // One request for each chip, all or none.
    private func claimFresh(_ wants: [Want], for token: LeaseToken) throws(HALError) -> [LineClaim] {
        var claims: [LineClaim] = []
        for chip in Set(wants.map(\.address.chip)).sorted() {
            let part = wants.filter { $0.address.chip == chip }
            do throws(HALError) {
                claims.append(
                    try LineClaim(
                        part.map(\.address), part.map(\.use), consumer: consumer, from: backend, journal: journal,
                        owner: token, onEnd: grantLater))
            } catch {
                for claim in claims { claim.abandon() }
                throw named(error, part)
            }
        }
        return claims
    }

    // Backends speak of addresses. Users want the name they wrote and who is in the way.
    private func named(_ error: HALError, _ wants: [Want]) -> HALError {
        guard error.code == .busy else { return error }
        for want in wants {
            guard let info = try? backend.lineInfo(want.address), info.isUsed else { continue }
            return HALError(
                .busy, "\(want.pin)", reason: "line \(want.address) is in use outside of this program",
                holder: error.holder ?? info.consumer, advice: want.hint ?? error.advice, errno: error.errno)
        }
        return error
    }
}

extension LineBroker.State {
    fileprivate var claims: [LineClaim] {
        var claims: [LineClaim] = []
        for (_, slot) in slots.sorted(by: { $0.key < $1.key }) where !claims.contains(where: { $0 === slot.claim }) {
            claims.append(slot.claim)
        }
        return claims
    }

    /// Who stands in the way of a lease: a holder, or one who waits for longer.
    fileprivate func blocker(
        of addresses: [LineAddress], before token: LeaseToken
    ) -> (place: Int, holder: LeaseToken, isWaiting: Bool)? {
        for (place, address) in addresses.enumerated() {
            if let holder = holders[address], holder !== token, holder.failure == nil { return (place, holder, false) }
        }
        for waiter in queue {
            if waiter.token === token { break }
            if let place = addresses.firstIndex(where: { waiter.addresses.contains($0) }) {
                return (place, waiter.token, true)
            }
        }
        return nil
    }

    /// Takes lines when nobody is in the way, else says who is.
    fileprivate mutating func take(
        _ addresses: [LineAddress], for token: LeaseToken
    ) -> (place: Int, holder: LeaseToken, isWaiting: Bool)? {
        if let blocker = blocker(of: addresses, before: token) { return blocker }
        for address in addresses { holders[address] = token }
        return nil
    }

    /// Gives lines to those that wait, the longest first.
    fileprivate mutating func grant() -> [LineBroker.Waiter] {
        var granted: [LineBroker.Waiter] = []
        var place = 0
        while place < queue.count {
            let waiter = queue[place]
            if take(waiter.addresses, for: waiter.token) == nil {
                granted.append(queue.remove(at: place))
            } else {
                place += 1
            }
        }
        return granted
    }
}
