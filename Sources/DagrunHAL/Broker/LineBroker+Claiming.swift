// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

// What is claimed from the backend.
extension LineBroker {
    func claim(_ wants: [Want], for token: LeaseToken, keepingValues: Bool) throws(HALError) -> LineLease {
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
