// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Logging
import Synchronization

/// The jobs that a worker says it took, in their order.
final class TakenJobs: Sendable {
    private struct Handler: LogHandler {
        let jobs: TakenJobs
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            guard event.message == "took a job", let job = event.metadata?["job"] else { return }
            jobs.list.withLock { $0.append("\(job)") }
        }
    }

    private let list = Mutex<[String]>([])

    /// The jobs so far.
    var all: [String] { list.withLock { $0 } }

    /// A log that tells of them.
    var logger: Logger { Logger(label: "worker") { _ in Handler(jobs: self) } }
}
