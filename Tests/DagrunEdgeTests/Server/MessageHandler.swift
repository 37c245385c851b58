// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Logging

/// Hands on what a worker says.
struct MessageHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    private let tell: @Sendable (LogEvent) -> Void

    init(_ tell: @escaping @Sendable (String) -> Void) { self.tell = { tell("\($0.message)") } }

    init(events tell: @escaping @Sendable (LogEvent) -> Void) { self.tell = tell }

    func log(event: LogEvent) { tell(event) }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
