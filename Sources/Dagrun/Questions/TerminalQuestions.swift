// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunModel
internal import DagrunRuntime
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// Asks whoever sits at the terminal what tasks ask, one question after the other.
final class TerminalQuestions: Sendable {
    private struct State {
        var last: Task<Void, Never>?
        var open = 0
        var keyboard: Keyboard?
    }

    private let state = Mutex(State())
    private let input: LineInput
    private let stepAside: @Sendable () -> Void
    private let comeBack: @Sendable () -> Void
    private let write: @Sendable (String) -> Void

    /// Prepares to ask.
    ///
    /// - Parameters:
    ///   - input: Where answers come from.
    ///   - stepAside: Makes room for a question.
    ///   - comeBack: Takes that room again.
    ///   - write: Shows a text.
    init(
        _ input: LineInput = LineInput(), stepAside: @escaping @Sendable () -> Void,
        comeBack: @escaping @Sendable () -> Void,
        write: @escaping @Sendable (String) -> Void = { Output.write($0, to: STDERR_FILENO) }
    ) {
        (self.input, self.stepAside, self.comeBack, self.write) = (input, stepAside, comeBack, write)
    }

    /// Whether there is somebody: standard input is a terminal with this process in front of it, and what is written is seen.
    static var isPossible: Bool {
        RawTerminal.isAvailable && isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    }

    /// Whether a task waits for an answer now.
    var isAsking: Bool { state.withLock { $0.open > 0 } }

    /// Names what reads keys between questions.
    func use(_ keyboard: Keyboard?) { state.withLock { $0.keyboard = keyboard } }

    /// Asks, once all questions before it were answered.
    ///
    /// - Parameters:
    ///   - instance: Who asks.
    ///   - request: What is asked.
    /// - Returns: The answer.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile; `ServiceUnavailable` at the end of the input.
    func ask(_ instance: TaskInstanceID, _ request: HumanRequest) async throws -> HumanAnswer {
        let turn = state.withLock { state in
            state.open += 1
            let turn = Task { [last = state.last] in
                await last?.value
                return try await askNow(instance, request)
            }
            state.last = Task { _ = await turn.result }
            return turn
        }
        defer { state.withLock { $0.open -= 1 } }
        return try await withTaskCancellationHandler {
            try await turn.value
        } onCancel: {
            turn.cancel()
        }
    }

    private func askNow(_ instance: TaskInstanceID, _ request: HumanRequest) async throws -> HumanAnswer {
        try Task.checkCancellation()
        let keyboard = state.withLock { $0.keyboard }
        keyboard?.pause()
        stepAside()
        defer {
            comeBack()
            keyboard?.resume()
        }
        input.discard()
        var form = QuestionForm(instance, request)
        write("\n" + form.heading.map { $0 + "\n" }.joined())
        while let prompt = form.prompt {
            write(prompt)
            let line: String?
            do { line = try await input.line() } catch {
                // What comes next begins a line.
                write("\n")
                throw error
            }
            guard let line else {
                write("\n")
                throw ServiceUnavailable(
                    "task \(instance.taskID) asks a person (“\(request.subject)”), and nobody answered: the input ended; answer"
                        + " with \(request.hint(instance.taskID)), or when it asks")
            }
            if let complaint = form.take(line) { write(complaint + "\n") }
        }
        write("\n")
        return form.answer
    }
}
