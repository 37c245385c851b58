// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Who has which lines, and who waits for them in which order.
///
/// Nobody overtakes: lines that somebody waits for are promised to him, also those of them that are free.
struct LineQueue {
    /// One who waits.
    struct Waiter {
        let token: LeaseToken
        let addresses: [LineAddress]
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// Who stands in the way of a lease.
    struct Blocker {
        /// The place of the line among those that are wanted.
        let place: Int
        let token: LeaseToken
        /// Whether he only waits for it, too.
        let isWaiting: Bool
    }

    private(set) var holders: [LineAddress: LeaseToken] = [:]
    /// Those who wait, the longest first.
    private(set) var waiters: [Waiter] = []

    /// Who has a line now.
    private func holder(of address: LineAddress) -> LeaseToken? {
        holders[address].flatMap { $0.failure == nil ? $0 : nil }
    }

    /// Who stands in the way of a lease: a holder, or one who waits for longer.
    func blocker(of addresses: [LineAddress], before token: LeaseToken) -> Blocker? {
        for (place, address) in addresses.enumerated() {
            if let holder = holder(of: address), holder !== token {
                return Blocker(place: place, token: holder, isWaiting: false)
            }
        }
        for waiter in waiters {
            if waiter.token === token { break }
            if let place = addresses.firstIndex(where: { waiter.addresses.contains($0) }) {
                return Blocker(place: place, token: waiter.token, isWaiting: true)
            }
        }
        return nil
    }

    /// Takes lines when nobody is in the way, else says who is.
    mutating func take(_ addresses: [LineAddress], for token: LeaseToken) -> Blocker? {
        if let blocker = blocker(of: addresses, before: token) { return blocker }
        for address in addresses { holders[address] = token }
        return nil
    }

    /// Gives lines to those that wait, the longest first.
    mutating func grant() -> [Waiter] {
        var granted: [Waiter] = []
        // Lines that are wanted by those who wait for longer.
        var promised: Set<LineAddress> = []
        var waiting: [Waiter] = []
        for waiter in waiters {
            if waiter.addresses.allSatisfy({ !promised.contains($0) && holder(of: $0) == nil }) {
                for address in waiter.addresses { holders[address] = waiter.token }
                granted.append(waiter)
            } else {
                promised.formUnion(waiter.addresses)
                waiting.append(waiter)
            }
        }
        waiters = waiting
        return granted
    }

    /// Whether lines were taken for somebody.
    func has(_ addresses: [LineAddress], _ token: LeaseToken) -> Bool {
        addresses.allSatisfy { holders[$0] === token }
    }

    /// Lets somebody wait behind all others.
    mutating func append(_ waiter: Waiter) { waiters.append(waiter) }

    /// Lets somebody wait no longer.
    mutating func remove(_ token: LeaseToken) -> Waiter? {
        waiters.firstIndex { $0.token === token }.map { waiters.remove(at: $0) }
    }

    /// Takes lines back from somebody who may have them.
    mutating func giveBack(_ addresses: [LineAddress], from token: LeaseToken) {
        for address in addresses where holders[address] === token { holders[address] = nil }
    }
}
