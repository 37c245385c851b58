// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Lines that the broker lent.
///
/// The lease ends with ``release()``, with the last reference to it, when the board is closed and when the chip is unplugged. What
/// becomes of an output then:
///
/// | Release policy | The lease ends | The board is closed |
/// | --- | --- | --- |
/// | ``ReleasePolicy/keep`` | stays as it is | stays, as far as the hardware lets it |
/// | ``ReleasePolicy/safe(_:)`` | is driven to the safe value | stays so, as far as the hardware lets it |
/// | ``ReleasePolicy/input`` | stays as it is | becomes an input |
///
/// So an LED that a task lit stays lit for the tasks behind it, and a relay with a safe value falls off with its task. Edges of
/// inputs are taken down all the time, so that the next lease of the line can read on where the last one stopped.
public final class LineLease: Sendable {
    /// The names by which the lines were leased; places in this list are what the other calls speak of.
    public let pins: [PinID]
    /// Where the lines are, in the same order.
    public let addresses: [LineAddress]
    /// Who has the lines, for people.
    public var holder: String { token.holder }

    let token: LeaseToken
    let journal: EdgeJournal
    private let slots: [Slot]
    private let broker: LineBroker

    /// A line's place in its claim, and the interlocks of it.
    struct Slot: Sendable {
        let claim: LineClaim
        let index: Int
        var guardian: OutputGuard?

        func permit(_ value: Bool) throws(HALError) {
            if let guardian, value != guardian.safeValue { try guardian.permit() }
        }
    }

    init(_ addresses: [LineAddress], slots: [Slot], token: LeaseToken, broker: LineBroker) {
        pins = token.pins
        self.addresses = addresses
        self.slots = slots
        self.token = token
        self.broker = broker
        journal = broker.journal
    }

    deinit { release() }

    /// Reads a line.
    ///
    /// - Parameter index: Its place in the lease, from 0.
    /// - Returns: Its logical value.
    /// - Throws: ``HALError`` with the code `gone` when the lease has ended, `invalid` when there is no such place.
    public func value(at index: Int = 0) throws(HALError) -> Bool {
        let slot = try slot(index)
        return try slot.claim.values(1 << UInt64(slot.index), by: token)[slot.index] ?? false
    }

    /// Sets an output.
    ///
    /// - Parameters:
    ///   - value: Its logical value.
    ///   - index: Its place in the lease, from 0.
    /// - Throws: ``HALError`` with the code `gone` when the lease has ended, `invalid` when the line is no output or there is no
    ///   such place, `interlocked` when an interlock forbids it.
    public func set(_ value: Bool, at index: Int = 0) throws(HALError) {
        let slot = try slot(index)
        try slot.permit(value)
        try slot.claim.set(LineValues(value, at: slot.index), by: token)
    }

    /// Reads all lines; those that were claimed together at one instant.
    ///
    /// - Returns: Their logical values.
    /// - Throws: ``HALError``, as for one line.
    public func values() throws(HALError) -> LineValues {
        var values = LineValues(bits: 0, mask: 0)
        for (claim, places) in parts(of: .max) {
            let mask = places.reduce(UInt64(0)) { $0 | 1 << UInt64($1.slot.index) }
            let read = try claim.values(mask, by: token)
            for place in places { values[place.index] = read[place.slot.index] ?? false }
        }
        return values
    }

    /// Sets outputs; those that were claimed together at one instant.
    ///
    /// - Parameter values: The logical values of those that are to change, by their places in the lease.
    /// - Throws: ``HALError``, as for one line. Of lines on several chips some may have been set.
    public func set(_ values: LineValues) throws(HALError) {
        if let index = (slots.count..<64).first(where: { values[$0] != nil }) { _ = try slot(index) }
        for (index, slot) in slots.enumerated() { if let value = values[index] { try slot.permit(value) } }
        for (claim, places) in parts(of: values.mask) {
            var part = LineValues(bits: 0, mask: 0)
            for place in places { part[place.slot.index] = values[place.index] }
            try claim.set(part, by: token)
        }
    }

    /// The place behind all edges that were taken down by now.
    public var cursor: EdgeCursor { journal.now }

    /// The edges of the lines, as they come.
    ///
    /// Several may read at once, each with a place of its own, as often as they like.
    ///
    /// - Parameter cursor: Where to begin; nil: behind what there is now.
    /// - Returns: The edges and the gaps between them. The sequence has no end; it throws when the lease has ended.
    public func events(from cursor: EdgeCursor? = nil) -> EdgeJournal.Events {
        EdgeJournal.Events(lease: self, cursor: cursor ?? journal.now)
    }

    /// The edges of the lines that are there already, without waiting.
    ///
    /// - Parameter cursor: Where to begin.
    /// - Returns: The edges and the gaps between them, up to now.
    public func events(since cursor: EdgeCursor) -> [JournaledEdge] {
        var reader = events(from: cursor).makeAsyncIterator()
        var events: [JournaledEdge] = []
        while let event = reader.nextIfThere() { events.append(event) }
        return events
    }

    /// Gives the lines back.
    ///
    /// Nothing happens the second time.
    public func release() {
        token.end(HALError(.gone, name, reason: "its lease was given back"))
        for (claim, places) in parts(of: .max) { claim.giveBack(places.map(\.slot.index), from: token) }
        broker.giveBack(addresses, from: token)
        journal.wakeReaders(of: token)
    }

    private var name: String { pins.map(\.description).joined(separator: ", ") }

    private func slot(_ index: Int) throws(HALError) -> Slot {
        guard slots.indices.contains(index) else {
            throw HALError(
                .invalid, name, reason: "a lease of \(slots.count) line(s) has no place \(index)")
        }
        return slots[index]
    }

    private typealias Part = (claim: LineClaim, places: [(index: Int, slot: Slot)])

    private func parts(of mask: UInt64) -> [Part] {
        var parts: [Part] = []
        for (index, slot) in slots.enumerated() where index < 64 && mask & (1 << UInt64(index)) != 0 {
            if let place = parts.firstIndex(where: { $0.claim === slot.claim }) {
                parts[place].places.append((index, slot))
            } else {
                parts.append((slot.claim, [(index, slot)]))
            }
        }
        return parts
    }
}
