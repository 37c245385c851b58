// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import Logging
internal import Synchronization

/// Keeps the lines of a log.
final class LineSink: TaskLogSink {
    private let state = Mutex<[String]>([])

    func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        var line = "\(level.rawValue.uppercased()) \(message)"
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        write(line: line)
    }

    func write(line: String) { state.withLock { $0.append(line) } }

    var lines: [String] { state.withLock { $0 } }
}
