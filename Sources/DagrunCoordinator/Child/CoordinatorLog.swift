// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import Logging
internal import Synchronization

/// The log of a try that a supervisor takes, line by line.
final class CoordinatorLog: TryLog {
    let masker = SecretMasker()
    private let clock: any RunClock
    private let levels: LogLevels
    private let socket: LoopbackSocket
    private let taskID = Mutex("task")
    private let writing = Mutex(())

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - socket: Where the lines go.
    ///   - levels: The levels below which nothing is written.
    ///   - clock: Where the time comes from.
    init(_ socket: LoopbackSocket, levels: LogLevels, clock: any RunClock) {
        self.socket = socket
        self.clock = clock
        self.levels = levels
    }

    /// Names the task whose log it is.
    func name(_ id: String) { taskID.withLock { $0 = id } }

    func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        let logger = taskID.withLock { $0 }
        guard level >= levels.minimum(of: logger) else { return }
        var members: [String: JSONValue] = [:]
        for (key, value) in metadata { members[key] = .string(masker.mask("\(value)")) }
        append(TaskLogLine.word(level), masker.mask(message), logger: logger, members)
    }

    // Already masked by the context.
    func write(line: String) { append("info", line, logger: "task.stdout") }

    func info(_ text: String) {
        if levels.minimum <= .info { append("info", masker.mask(text), logger: "task") }
    }

    func error(_ text: String) { append("error", masker.mask(text), logger: "task") }

    /// Ends the log.
    func close() { socket.shutDown() }

    private func append(_ level: String, _ text: String, logger: String, _ others: [String: JSONValue] = [:]) {
        let line = TaskLogLine.bytes(level, text, logger: logger, at: clock.now(), others)
        // A supervisor that wants no log does not end the task.
        writing.withLock { _ in _ = socket.writeAll(line) }
    }
}
