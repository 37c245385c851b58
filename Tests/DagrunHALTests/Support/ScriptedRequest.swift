// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// Lines of a scripted backend.
final class ScriptedRequest: LineRequest {
    let lines: [LineAddress]
    let consumer: String
    private let backend: ScriptedBackend
    private let events = Mutex(Events())

    private struct Events {
        var queue: [LineEvent] = []
        var failure: HALError?
        var waiters: [(id: UInt64, continuation: CheckedContinuation<LineEvent, any Error>)] = []
        var lastID: UInt64 = 0
        var global: UInt64 = 0
        var sequences: [Int: UInt64] = [:]
        var sink: (@Sendable (Result<[LineEvent], HALError>) -> Void)?
    }

    init(_ lines: [LineAddress], consumer: String, backend: ScriptedBackend) {
        self.lines = lines
        self.consumer = consumer
        self.backend = backend
    }

    func values(mask: UInt64) throws(HALError) -> LineValues {
        try check()
        return backend.world.withLock { world in
            var values = LineValues(bits: 0, mask: 0)
            for (index, line) in lines.enumerated() where mask & (1 << UInt64(index)) != 0 {
                values[index] = world[line].level != world[line].config.activeLow
            }
            return values
        }
    }

    func set(_ values: LineValues) throws(HALError) {
        try check()
        try backend.world.withLock { world throws(HALError) in
            for (index, line) in lines.enumerated()
            where values[index] != nil && world[line].config.direction != .output {
                throw HALError(.invalid, "\(line)", reason: "it is no output, place \(index)")
            }
            for (index, line) in lines.enumerated() {
                if let value = values[index] { world.drive(line, value) }
            }
        }
    }

    func reconfigure(_ configs: [LineConfig]) throws(HALError) {
        try check()
        try backend.world.withLock { world throws(HALError) in
            if let error = world.reconfigureError { throw error }
            for (line, config) in zip(lines, configs) { world.set(line, config) }
            world.log.append("reconfigure \(lines.map { "\($0.offset)" }.joined(separator: ","))")
        }
    }

    func pollEvent() throws(HALError) -> LineEvent? {
        try events.withLock { events throws(HALError) in
            if let failure = events.failure { throw failure }
            return events.queue.isEmpty ? nil : events.queue.removeFirst()
        }
    }

    func nextEvent() async throws -> LineEvent {
        let id = events.withLock { events in
            events.lastID += 1
            return events.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<LineEvent, any Error>? = events.withLock { events in
                    if let failure = events.failure { return .failure(failure) }
                    if !events.queue.isEmpty { return .success(events.queue.removeFirst()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    events.waiters.append((id, continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = events.withLock { events in
                events.waiters.firstIndex { $0.id == id }.map { events.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    func release() {
        // As the protocol says: nothing is handed over from within a call.
        events.withLock { $0.sink = nil }
        backend.world.withLock { world in for line in lines { world.release(line, self) } }
        fail(HALError(.gone, "request", reason: "it was released"))
    }

    func handEvents(to sink: @escaping @Sendable (Result<[LineEvent], HALError>) -> Void) -> Bool {
        guard backend.handsEvents else { return false }
        events.withLock { $0.sink = sink }
        return true
    }

    func fail(_ error: HALError) {
        let (waiters, sink) = events.withLock { events in
            events.failure = events.failure ?? error
            defer {
                events.waiters = []
                events.sink = nil
            }
            return (events.waiters, events.sink)
        }
        for waiter in waiters { waiter.continuation.resume(throwing: error) }
        sink?(.failure(error))
    }

    /// Tells of an edge, or numbers it and loses it.
    func push(_ edge: Edge, at index: Int, _ timestamp: Timestamp, lose: Bool) {
        send { events in
            events.global += 1
            events.sequences[index, default: 0] += 1
            guard !lose else { return nil }
            return .edge(
                EdgeEvent(
                    index: index, edge: edge, timestamp: timestamp, globalSequence: events.global,
                    lineSequence: events.sequences[index, default: 0]))
        }
    }

    /// Tells of a loss, as libgpiod 1 would notice it.
    func pushLoss(_ count: Int?) { send { _ in .lost(count: count) } }

    private func send(_ make: (inout Events) -> LineEvent?) {
        let hand = events.withLock { events -> (() -> Void)? in
            guard let event = make(&events) else { return nil }
            if let sink = events.sink { return { sink(.success([event])) } }
            if !events.waiters.isEmpty {
                let waiter = events.waiters.removeFirst()
                return { waiter.continuation.resume(returning: event) }
            }
            if events.queue.count == 16 * lines.count { events.queue.removeFirst() }
            events.queue.append(event)
            return nil
        }
        hand?()
    }

    private func check() throws(HALError) { if let failure = events.withLock({ $0.failure }) { throw failure } }
}
