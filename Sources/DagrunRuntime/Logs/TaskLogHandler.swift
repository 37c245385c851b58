// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Logging

/// Hands the records of a task's logger to the log of its try.
struct TaskLogHandler: LogHandler {
    let sink: any TaskLogSink
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(sink: any TaskLogSink) { self.sink = sink }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        sink.write(level: event.level, message: event.message.description, metadata: facts)
    }
}
