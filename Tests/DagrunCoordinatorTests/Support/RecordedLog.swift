// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import Synchronization

/// Keeps what a task's process says.
final class RecordedLog: ProcessLog {
    private let state = Mutex<[String]>([])

    /// What it said, each with a word for where it came from.
    var lines: [String] { state.withLock { $0 } }

    func take(line: [UInt8]) {
        let value = (try? JSONValue(parsing: line)) ?? .null
        guard case .string(let event)? = value["event"], case .string(let level)? = value["level"] else {
            return add("?", String(decoding: line, as: UTF8.self))
        }
        add(level, event)
    }

    func take(output line: [UInt8], isError: Bool) { add(isError ? "2" : "1", String(decoding: line, as: UTF8.self)) }

    func notice(_ text: String) { add("notice", text) }

    func error(_ text: String) { add("fault", text) }

    private func add(_ word: String, _ text: String) { state.withLock { $0.append("\(word): \(text)") } }
}
