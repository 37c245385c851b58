// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import DagrunSystem
internal import Synchronization

/// Takes what a child process prints: to the log, and as the task's result.
final class OutputRecorder: Sendable {
    /// What of the standard output becomes the task's result.
    enum Capture: Sendable {
        /// Nothing; all lines go to the log.
        case nothing
        /// Its last line; all lines go to the log.
        case lastLine
        /// All of it; none goes to the log.
        case whole
    }

    private struct State {
        var outputLog: OutputLog
        var errorLog: OutputLog
        var lastLine: [UInt8] = []
        var splitter: LineSplitter
        var whole: [UInt8] = []
        var reply: [UInt8] = []
        var outputSize = 0
    }

    private let capture: Capture
    private let limit: Int
    private let state: Mutex<State>

    /// Hides secrets in what is quoted of the output.
    let masker: SecretMasker

    init(
        _ context: TaskContext, capture: Capture, limit: Int, encoding: OutputEncoding = .utf8,
        errorPrefix: String = "[stderr] "
    ) {
        masker = context.masker
        self.capture = capture
        self.limit = limit
        state = Mutex(
            State(
                outputLog: OutputLog(context, encoding: encoding, isShown: capture != .whole),
                errorLog: OutputLog(context, prefix: errorPrefix, encoding: encoding),
                splitter: LineSplitter(limit: limit)))
    }

    /// Takes a piece of a stream.
    ///
    /// - Throws: ``OperatorError`` when the result grows beyond the limit.
    func receive(_ stream: ChildStream, _ piece: [UInt8]) throws {
        try state.withLock { state in
            switch stream {
            case .error: state.errorLog.add(piece)
            case .reply:
                state.reply += piece
                try check(state.reply.count, "result")
            case .output:
                state.outputSize += piece.count
                state.outputLog.add(piece)
                switch capture {
                case .nothing: break
                case .lastLine: try keepLast(state.splitter.add(piece), &state)
                case .whole:
                    state.whole += piece
                    try check(state.whole.count, "output")
                }
            }
        }
    }

    /// Ends the streams.
    ///
    /// - Throws: ``OperatorError`` when the result is beyond the limit.
    func finish() throws {
        try state.withLock { state in
            state.outputLog.finish()
            state.errorLog.finish()
            if case .lastLine = capture { try keepLast(state.splitter.finish().map { [$0] } ?? [], &state) }
        }
    }

    /// The last line of the output.
    var lastLine: [UInt8] { state.withLock { $0.lastLine } }
    /// The whole output, without the last line end.
    var whole: [UInt8] {
        state.withLock { state in
            state.whole.last == UInt8(ascii: "\n") ? Array(state.whole.dropLast()) : state.whole
        }
    }
    /// What came on descriptor 3.
    var reply: [UInt8] { state.withLock { $0.reply } }
    /// The size of the output in bytes, and its lines.
    var outputExtent: (bytes: Int, lines: Int) { state.withLock { ($0.outputSize, $0.outputLog.count) } }
    /// The last lines on standard error.
    var errorTail: [String] { state.withLock { $0.errorLog.tail } }
    /// The last lines on standard output.
    var outputTail: [String] { state.withLock { $0.outputLog.tail } }

    private func keepLast(_ lines: [LineSplitter.Line], _ state: inout State) throws {
        // A line that never ends must end the command too.
        try check(state.splitter.length, "last line")
        guard let line = lines.last else { return }
        try check(line.length, "last line")
        state.lastLine = line.bytes
    }

    private func check(_ size: Int, _ what: String) throws {
        guard size > limit else { return }
        throw OperatorError(
            .outputTooLarge,
            "the \(what) is larger than \(limit) bytes; hand large data over in a file, or raise maximumOutput")
    }
}
