// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import Synchronization

/// A task's end of the connection on which it asks its supervisor.
final class CommLink: Sendable {
    /// How long an answer may take: to a request that the supervisor finds invalid none ever comes.
    static let patience: Duration = .seconds(300)

    private struct State {
        var nextID: Int64 = 0
        var waiting: [Int64: FirstResult<CommFrame>] = [:]
        var failure: CommError?
        /// Whether the message that the supervisor sends by itself was there.
        var hasStarted = false
    }

    private let socket: LoopbackSocket
    private let clock: any RunClock
    private let first = FirstResult<CommFrame>()
    private let state = Mutex(State())
    // Frames of two tasks must not get into each other.
    private let writing = Mutex(())

    /// Takes a connection over.
    init(_ socket: LoopbackSocket, clock: any RunClock) {
        self.socket = socket
        self.clock = clock
    }

    /// Begins to read.
    ///
    /// - Parameter onEnd: Is told once that the supervisor is gone, or that it is none.
    func start(onEnd: @escaping @Sendable (CommError) -> Void) {
        let code = DetachedThread.start { onEnd(self.readAll()) }
        if code != 0 {
            let error = CommError(.closed, "there is no thread for the connection with the supervisor")
            fail(error)
            onEnd(error)
        }
    }

    /// Waits for the message that the supervisor sends by itself.
    func opening() async throws -> CommFrame { try await first.value().get() }

    /// Asks the supervisor.
    ///
    /// - Parameters:
    ///   - message: The request.
    ///   - waitsForever: Whether the answer may take any time.
    /// - Returns: The answer; nil when it says nothing, or that what was asked for does not exist.
    /// - Throws: ``CommError``.
    @discardableResult
    func ask(_ message: TaskMessage, waitsForever: Bool = false) async throws(CommError) -> JSONValue? {
        try await answer(to: message, waitsForever: waitsForever)?.body
    }

    /// Asks the supervisor, and leaves the answer as it came.
    ///
    /// - Parameters:
    ///   - message: The request.
    ///   - waitsForever: Whether the answer may take any time.
    /// - Returns: The answer; nil when it says nothing, or that what was asked for does not exist.
    /// - Throws: ``CommError``.
    func answer(to message: TaskMessage, waitsForever: Bool = false) async throws(CommError) -> CommFrame? {
        let answer = FirstResult<CommFrame>()
        let (id, failure) = state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            if state.failure == nil { state.waiting[id] = answer }
            return (id, state.failure)
        }
        if let failure { throw failure }
        let bytes = CommFrame.request(id, .json(message.json))
        guard writing.withLock({ _ in socket.writeAll(bytes) }) else {
            throw CommError(.closed, "the supervisor is gone")
        }
        let timer =
            waitsForever
            ? nil
            : Task(executorPreference: clock.executor) {
                guard (try? await self.clock.sleep(for: Self.patience)) != nil else { return }
                answer.offer(
                    .failure(CommError(.unanswered, "the supervisor did not answer within \(Self.patience)")))
            }
        let result = await withTaskCancellationHandler {
            await answer.value()
        } onCancel: {
            answer.offer(.failure(CommError(.closed, "the task was cancelled while it waited for the supervisor")))
        }
        timer?.cancel()
        state.withLock { _ = $0.waiting.removeValue(forKey: id) }
        do {
            return try Self.read(try result.get())
        } catch let error as CommError {
            throw error
        } catch {
            throw CommError(.closed, "\(error)")
        }
    }

    /// Ends the connection.
    func close() { socket.shutDown() }

    private static func read(_ frame: CommFrame) throws(CommError) -> CommFrame? {
        if let third = try frame.third, third != .null {
            let error = ErrorResponse(third) ?? ErrorResponse("GENERIC_ERROR", detail: third)
            throw Self.refusal(error)
        }
        guard !frame.isEmpty else { return nil }
        guard try frame.member("type") == "ErrorResponse", let error = ErrorResponse(try frame.body)
        else { return frame }
        if error.isNotFound { return nil }
        throw refusal(error)
    }

    private static func refusal(_ error: ErrorResponse) -> CommError {
        CommError(.refused(error.error), "Airflow refused it: \(error.reason)", status: error.status)
    }

    // MARK: Reading

    private func readAll() -> CommError {
        var splitter = FrameSplitter()
        while true {
            do {
                while let payload = try splitter.next() { take(try CommFrame(payload)) }
            } catch {
                fail(error)
                return error
            }
            guard case .bytes(let bytes) = socket.read() else { break }
            splitter.add(bytes)
        }
        let error = CommError(.closed, "the supervisor is gone")
        fail(error)
        return error
    }

    private func take(_ frame: CommFrame) {
        let waiter = state.withLock { state -> FirstResult<CommFrame>? in
            guard state.hasStarted else {
                state.hasStarted = true
                return first
            }
            return state.waiting[frame.id]
        }
        waiter?.offer(.success(frame))
    }

    private func fail(_ error: CommError) {
        let waiting = state.withLock { state in
            state.failure = error
            return Array(state.waiting.values)
        }
        first.offer(.failure(error))
        for waiter in waiting { waiter.offer(.failure(error)) }
    }
}
