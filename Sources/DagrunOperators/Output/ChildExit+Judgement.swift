// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import Glibc

extension ChildExit {
    /// Throws what the end of a child process means for the task; returns for exit code 0.
    ///
    /// - Parameters:
    ///   - name: What was run, for the message.
    ///   - skipCodes: The exit codes that skip the task.
    ///   - recorder: What the child printed.
    /// - Throws: ``OperatorError`` or ``DagrunRuntime/TaskSignal`` `.skip`.
    func judge(_ name: String, skipCodes: [Int], _ recorder: OutputRecorder) throws {
        switch status {
        case .exited(let code) where skipCodes.contains(Int(code)):
            throw TaskSignal.skip("\(name) ended with exit code \(code), which skips the task")
        case .exited(0): return
        case .exited(let code):
            throw OperatorError(.exitCode, "\(name) ended with exit code \(code)\(hint(code))\(words(recorder))")
        case .signaled(let signal):
            let hint = signal == SIGKILL ? "; perhaps memory ran out" : ""
            throw OperatorError(.signal, "\(name) was ended by \(SignalName.of(signal))\(hint)\(words(recorder))")
        }
    }

    // What shells say by exit codes: POSIX, section 2.8.2.
    private func hint(_ code: Int32) -> String {
        switch code {
        case 126: " (a command can't be executed)"
        case 127: " (a command was not found)"
        case 129...(128 + 64): " (a command was ended by \(SignalName.of(code - 128)))"
        default: ""
        }
    }

    private func words(_ recorder: OutputRecorder) -> String {
        for (stream, tail) in [("stderr", recorder.errorTail), ("stdout", recorder.outputTail)] where !tail.isEmpty {
            return "; \(stream) ends with:\n" + tail.map { "  \($0)" }.joined(separator: "\n")
        }
        return "; it printed nothing"
    }
}
