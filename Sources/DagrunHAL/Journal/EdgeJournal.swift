// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// What happened on the lines of a board, so that nobody need be there at the moment an edge comes.
///
/// A kernel keeps 16 edges for each line, and only while somebody holds it. The broker takes them from there at once and keeps
/// the latest of each line here, whether or not anyone reads. Readers are many, each with a cursor of its own.
public final class EdgeJournal: Sendable {
    /// Tells journals apart: a cursor of another one says nothing here.
    public let id: UInt64
    /// How many entries are kept for each line.
    public let capacity: Int

    fileprivate struct State {
        var position: UInt64 = 0
        var logs: [LineAddress: LineLog] = [:]
        var waiters: [UInt64: Waiter] = [:]
        var lastWaiter: UInt64 = 0
    }

    fileprivate struct Waiter {
        let lines: [LineAddress]
        let lease: LeaseToken
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    init(id: UInt64, capacity: Int) {
        precondition(capacity > 0, "a journal keeps one entry at least")
        self.id = id
        self.capacity = capacity
    }

    /// The place behind the last entry.
    var now: EdgeCursor { EdgeCursor(journal: id, position: state.withLock { $0.position }) }

    /// What is to be written, and of which line.
    typealias NewEntry = (line: LineAddress, kind: JournaledEdge.Kind)

    /// Writes entries, and wakes those that wait for them.
    func append(_ entries: [NewEntry]) {
        guard !entries.isEmpty else { return }
        let woken = state.withLock { state in
            for entry in entries {
                state.position += 1
                state.logs[entry.line, default: LineLog(capacity: capacity)].append(entry.kind, at: state.position)
            }
            return state.takeWaiters { waiter in entries.contains { waiter.lines.contains($0.line) } }
        }
        for continuation in woken { continuation.resume() }
    }

    /// Begins to watch a line, anew after it was not watched for a while.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - detectsBoth: Whether edges of both kinds are told.
    ///   - value: The line's logical value now.
    func beginWatching(_ line: LineAddress, detectsBoth: Bool, value: Bool?) {
        let isKnown = state.withLock { state in
            let isKnown = state.logs[line] != nil
            var log = state.logs[line] ?? LineLog(capacity: capacity)
            log.detectsBoth = detectsBoth
            if !isKnown { log.firstValue = value }
            state.logs[line] = log
            return isKnown
        }
        if isKnown { append([(line, .gap(lost: nil, value: value))]) }
    }

    /// Wakes all readers of a lease, for it ended.
    func wakeReaders(of lease: LeaseToken) {
        let woken = state.withLock { state in state.takeWaiters { $0.lease === lease } }
        for continuation in woken { continuation.resume() }
    }

    /// The next entry of some lines.
    ///
    /// - Parameters:
    ///   - place: Where the reader stands; it is moved on.
    ///   - lines: The lines.
    /// - Returns: The entry and the place of its line in the list; nil when there is none yet.
    func next(_ place: inout ReadingPlace, of lines: [LineAddress]) -> (index: Int, entry: LineLog.Entry)? {
        state.withLock { state in state.next(&place, of: lines) }
    }

    /// Waits until there is something to read, or the lease ended, or the task is cancelled.
    func wait(for place: ReadingPlace, of lines: [LineAddress], by lease: LeaseToken) async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // A cancellation before this point found no waiter to wake, so it is looked for under the lock.
                    var place = place
                    if Task.isCancelled || lease.failure != nil || state.next(&place, of: lines) != nil { return true }
                    state.waiters[number] = Waiter(lines: lines, lease: lease, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume()
        }
    }

    /// Where a reader begins.
    ///
    /// - Parameters:
    ///   - cursor: The cursor; one of another journal stands before all that is here, behind a gap.
    ///   - lines: The lines.
    /// - Returns: The place.
    func place(at cursor: EdgeCursor, of lines: [LineAddress]) -> ReadingPlace {
        guard cursor.journal == id else {
            return ReadingPlace(position: 0, seen: lines.map { _ in nil }, unknownLines: Array(lines.indices))
        }
        return state.withLock { state in
            // A cursor comes from outside: it may stand where nothing is yet.
            let position = min(cursor.position, state.position)
            let seen = lines.map { line in state.logs[line].map { $0.count(at: position) } ?? LineLog.Count() }
            return ReadingPlace(position: position, seen: seen, unknownLines: [])
        }
    }
}

extension EdgeJournal.State {
    fileprivate mutating func takeWaiters(where isMeant: (EdgeJournal.Waiter) -> Bool) -> [CheckedContinuation<
        Void, Never
    >] {
        guard !waiters.isEmpty else { return [] }
        // In the order in which they came, so that a virtual clock sees the same order each time.
        let numbers = waiters.filter { isMeant($0.value) }.keys.sorted()
        return numbers.compactMap { waiters.removeValue(forKey: $0)?.continuation }
    }

    fileprivate func next(_ place: inout ReadingPlace, of lines: [LineAddress]) -> (index: Int, entry: LineLog.Entry)? {
        if let index = place.unknownLines.popLast() {
            let kind = JournaledEdge.Kind.gap(lost: nil, value: logs[lines[index]]?.valueBefore)
            return (index, LineLog.Entry(position: place.position, kind: kind, count: LineLog.Count()))
        }
        var best: (index: Int, entry: LineLog.Entry)?
        for (index, line) in lines.enumerated() {
            guard let entry = logs[line]?.entry(after: place.position, seen: place.seen[index]) else { continue }
            if best.map({ entry.position < $0.entry.position }) ?? true { best = (index, entry) }
        }
        if let best {
            place.position = best.entry.position
            place.seen[best.index] = best.entry.count
        }
        return best
    }
}
