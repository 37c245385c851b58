// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import DagrunRuntime
import DagrunSystem
import Synchronization
import Testing

/// A supervisor that answers as a test says.
final class ScriptedSupervisor: Sendable {
    /// What it does with a request.
    enum Reaction: Sendable {
        case answer(JSONValue)
        case refuse(ErrorResponse)
        /// It finds the request invalid, and says nothing.
        case silence
        /// It is gone.
        case hangUp
    }

    private struct State {
        var messages: [TaskMessage] = []
        var lines: [JSONValue] = []
    }

    /// What a task's program is started with.
    let arguments: CoordinatorArguments
    private let state = Mutex(State())
    private let logEnd = FirstResult<[JSONValue]>()

    /// All requests there were.
    var messages: [TaskMessage] { state.withLock { $0.messages } }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - opening: The first frame that it sends, with its length.
    ///   - react: What it does with a request.
    /// - Throws: `CommError` when there is no port to be had.
    init(
        _ opening: [UInt8], react: @escaping @Sendable (TaskMessage) -> Reaction = { _ in .answer(.null) }
    ) throws {
        let (comm, commPort) = try LoopbackSocket.listen()
        let (logs, logsPort) = try LoopbackSocket.listen()
        arguments = try #require(try CoordinatorArguments(CoordinatorArguments.list(comm: commPort, logs: logsPort)))
        _ = DetachedThread.start { self.serve(comm, opening, react) }
        _ = DetachedThread.start { self.readLog(logs) }
    }

    /// The lines of the log, once the task has closed it.
    func log() async throws -> [JSONValue] { try await logEnd.value().get() }

    private func serve(
        _ listener: LoopbackSocket, _ opening: [UInt8], _ react: (TaskMessage) -> Reaction
    ) {
        guard let socket = listener.accept()?.socket else { return }
        _ = socket.writeAll(opening)
        var splitter = FrameSplitter()
        while case .bytes(let bytes) = socket.read() {
            splitter.add(bytes)
            while let payload = try? splitter.next(), let frame = try? CommFrame(payload) {
                guard let message = try? TaskMessage(try frame.body) else { return }
                state.withLock { $0.messages.append(message) }
                let answer: [UInt8]
                switch react(message) {
                case .answer(let body): answer = CommFrame.answer(frame.id, .json(body))
                case .refuse(let error): answer = CommFrame.answer(frame.id, .json(nil), error: error.json)
                case .silence: continue
                case .hangUp: return socket.shutDown()
                }
                _ = socket.writeAll(answer)
            }
        }
    }

    private func readLog(_ listener: LoopbackSocket) {
        var splitter = LineSplitter(limit: 1 << 20)
        var lines: [JSONValue] = []
        if let socket = listener.accept()?.socket {
            while case .bytes(let bytes) = socket.read() {
                for line in splitter.add(bytes) { lines.append((try? JSONValue(parsing: line.bytes)) ?? .null) }
            }
        }
        logEnd.offer(.success(lines))
    }
}
