// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import Logging
import Synchronization

/// A log that keeps its lines.
final class LogLines: TaskLogSink {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        let facts = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        kept.withLock { $0.append("\(level) \(message)\(facts)") }
    }

    func write(line: String) { kept.withLock { $0.append(line) } }
}
