// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL
import Synchronization

// How edges come to those who wait for them.
extension KernelLines {
    func pollEvent() throws(HALError) -> LineEvent? {
        try state.withLock { state throws(HALError) in
            if let event = state.reader.next() { return event }
            try self.check(state)
            self.read(&state)
            if let event = state.reader.next() { return event }
            try self.check(state)
            return nil
        }
    }

    func nextEvent() async throws -> LineEvent {
        if let event = try pollEvent() { return event }
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<LineEvent, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    self.read(&state)
                    if let event = state.reader.next() { return .success(event) }
                    if let failure = self.failure(state) { return .failure(failure) }
                    // An event from here on finds the waiter: the thread takes the same lock.
                    state.waiters.append((id, continuation))
                    return self.watch(&state).map { .failure($0) }
                }
                guard let result else { return }
                state.withLock { state in state.waiters.removeAll { $0.id == id } }
                continuation.resume(with: result)
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    func handEvents(to sink: @escaping Sink) -> Bool {
        let watch: UInt64? = state.withLock { state in
            guard self.failure(state) == nil, self.watch(&state) == nil else { return nil }
            state.sink = sink
            return state.watch
        }
        guard let watch else { return false }
        // What is there already is handed over by the thread, not from within this call.
        EventLoop.shared.wake(watch)
        return true
    }

    /// The thread for events found some, or a debounce time is over.
    func eventsAreReady() {
        let (answers, handed, sink, failure) = state.withLock { state -> Outcome in
            guard state.sink != nil || !state.waiters.isEmpty else { return ([], [], nil, nil) }
            self.read(&state)
            let sink = state.sink
            var answers: [(CheckedContinuation<LineEvent, any Error>, Result<LineEvent, any Error>)] = []
            while sink == nil, !state.waiters.isEmpty, let event = state.reader.next() {
                answers.append((state.waiters.removeFirst().continuation, .success(event)))
            }
            let handed = sink != nil ? state.reader.takeAll() : []
            if let watch = state.watch, let deadline = state.reader.deadline {
                EventLoop.shared.wake(watch, at: deadline)
            }
            guard let failure = state.failure else { return (answers, handed, sink, nil) }
            answers += state.waiters.map { ($0.continuation, .failure(failure)) }
            state.waiters = []
            state.sink = nil
            return (answers, handed, sink, failure)
        }
        for (continuation, result) in answers { continuation.resume(with: result) }
        if !handed.isEmpty { sink?(.success(handed)) }
        if let failure { sink?(.failure(failure)) }
    }

    private typealias Outcome = (
        [(CheckedContinuation<LineEvent, any Error>, Result<LineEvent, any Error>)], [LineEvent], Sink?, HALError?
    )

    /// Reads all that the kernel has; a chip that is gone ends the request.
    func read(_ state: inout State) {
        guard state.failure == nil else { return }
        do throws(SystemError) {
            // Only libgpiod 1 has more than one.
            if state.descriptors.count > 1 { try readSeveral(&state) } else { try readOne(&state) }
        } catch {
            fail(&state, error.number)
        }
        if state.reader.deadline != nil { state.reader.advance(to: clock.now) }
    }

    private func readOne(_ state: inout State) throws(SystemError) {
        guard !state.descriptors.isEmpty else { return }
        var count = state.buffer.count
        while count == state.buffer.count {
            count = try state.handle?.read(0, into: &state.buffer) ?? 0
            guard count > 0 else { return }
            let value = settings.api == 1 && count >= 16 ? values(of: state) : nil
            state.reader.take(
                state.buffer[..<count], value: { index in value.map { $0 & (1 << UInt64(index)) != 0 } },
                now: { self.clock.now })
        }
    }

    /// Reads until a round finds nothing: what is in the queues of two lines has one order only when neither can hold anything older.
    private func readSeveral(_ state: inout State) throws(SystemError) {
        var reads: [ArraySlice<dagrun_gpio_event>] = []
        var failure: SystemError?
        // Who is flooded for longer gets the rest with the next call.
        rounds: for _ in 0..<8 {
            let before = reads.count
            for place in state.descriptors.indices {
                do throws(SystemError) {
                    let count = try state.handle?.read(place, into: &state.buffer) ?? 0
                    if count > 0 { reads.append(state.buffer[..<count]) }
                } catch {
                    failure = error
                    break rounds
                }
            }
            if reads.count == before { break }
        }
        let value = reads.contains { $0.count >= 16 } ? values(of: state) : nil
        state.reader.take(
            merging: reads, value: { index in value.map { $0 & (1 << UInt64(index)) != 0 } }, now: { self.clock.now })
        if let failure { throw failure }
    }

    private func values(of state: borrowing State) -> UInt64? {
        switch state.handle {
        case .none: nil
        case .some(let handle): try? handle.get(.max)
        }
    }

    /// Has the thread for events watch the descriptors; what went wrong otherwise.
    private func watch(_ state: inout State) -> HALError? {
        guard state.watch == nil else {
            if let watch = state.watch, let deadline = state.reader.deadline {
                EventLoop.shared.wake(watch, at: deadline)
            }
            return nil
        }
        do throws(HALError) {
            let watch = try EventLoop.shared.add(self, state.descriptors)
            state.watch = watch
            if let deadline = state.reader.deadline { EventLoop.shared.wake(watch, at: deadline) }
            return nil
        } catch {
            return error
        }
    }
}
