// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator

/// Hands on what a task's process says.
struct StreamedLog: ProcessLog {
    /// Takes each line, with a word for where it came from.
    let sink: AsyncStream<String>.Continuation

    func take(line: [UInt8]) { sink.yield("log: \(String(decoding: line, as: UTF8.self))") }

    func take(output line: [UInt8], isError: Bool) {
        sink.yield("\(isError ? "2" : "1"): \(String(decoding: line, as: UTF8.self))")
    }

    func notice(_ text: String) { sink.yield("notice: \(text)") }

    func error(_ text: String) { sink.yield("fault: \(text)") }
}
