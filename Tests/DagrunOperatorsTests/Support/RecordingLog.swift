// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import Logging
import Synchronization

/// A task log that a test can read and wait for.
final class RecordingLog: TaskLogSink {
    private struct State {
        var lines: [String] = []
        var records: [String] = []
        var watchers: [(text: String, continuation: CheckedContinuation<String, Never>)] = []
    }

    private let state = Mutex(State())

    /// The lines of output so far.
    var lines: [String] { state.withLock { $0.lines } }
    /// The records of the task's logger so far.
    var records: [String] { state.withLock { $0.records } }

    func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        let facts = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        state.withLock { $0.records.append("\(level): \(message)\(facts)") }
    }

    func write(line: String) {
        let watchers = state.withLock { state in
            state.lines.append(line)
            let watchers = state.watchers.filter { line.contains($0.text) }
            state.watchers.removeAll { line.contains($0.text) }
            return watchers
        }
        for watcher in watchers { watcher.continuation.resume(returning: line) }
    }

    /// Waits for a line of output that contains a text.
    func line(containing text: String) async -> String {
        await withCheckedContinuation { continuation in
            let line: String? = state.withLock { state in
                if let line = state.lines.first(where: { $0.contains(text) }) { return line }
                state.watchers.append((text, continuation))
                return nil
            }
            if let line { continuation.resume(returning: line) }
        }
    }
}
