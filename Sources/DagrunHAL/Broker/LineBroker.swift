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

    struct State {
        var queue = LineQueue()
        /// What is claimed from the backend.
        var slots: [LineAddress: LineLease.Slot] = [:]
        var guards: [LineAddress: OutputGuard] = [:]
        /// What was measured last, by name.
        var readings: [String: BoardReading] = [:]
        var isClosed = false
    }

    /// What happened on the lines.
    public let journal: EdgeJournal

    let backend: any HardwareBackend
    let consumer: String
    let state = Mutex(State())
    // Held while lines are claimed, so that two who want lines of one chip don't find each other's claims busy.
    let claiming = Mutex(())

    // How often a line that somebody outside of this process holds is tried again.
    private static let retryInterval = Duration.milliseconds(50)

    init(_ backend: any HardwareBackend, consumer: String, journal: EdgeJournal) {
        self.backend = backend
        self.consumer = consumer
        self.journal = journal
    }

    deinit { close() }

    /// Who holds which lines now.
    public var holders: [LineAddress: String] {
        state.withLock { $0.queue.holders.filter { $0.value.failure == nil }.mapValues(\.holder) }
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
            state.queue.giveBack(addresses, from: token)
            return state.queue.grant()
        }
        for waiter in granted { waiter.continuation.resume() }
    }

    /// Drives outputs with a safe value to it, lets go of all lines, ends all leases.
    ///
    /// Nothing happens the second time.
    func close() {
        let (claims, waiters) = state.withLock { state in
            defer {
                state.isClosed = true
                state.slots = [:]
                state.queue = LineQueue()
            }
            return (state.claims, state.queue.waiters)
        }
        // All safe values come before the first line is let go of: what follows may be slow.
        for claim in claims { claim.driveSafe() }
        for claim in claims { claim.close(Self.closed) }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
    }

    static let closed = HALError(.gone, "board", reason: "it was closed")
}

extension LineBroker.State {
    /// All claims, in the order of their lines.
    fileprivate var claims: [LineClaim] {
        var claims: [LineClaim] = []
        for (_, slot) in slots.sorted(by: { $0.key < $1.key }) where !claims.contains(where: { $0 === slot.claim }) {
            claims.append(slot.claim)
        }
        return claims
    }
}
