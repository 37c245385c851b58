// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import Logging

/// Where the log of one try goes.
public protocol TaskLogSink: Sendable {
    /// Writes a record of the task's logger.
    ///
    /// - Parameters:
    ///   - level: How grave it is.
    ///   - message: The message.
    ///   - metadata: Facts beside it.
    func write(level: Logger.Level, message: String, metadata: Logger.Metadata)

    /// Writes a line of output as it stands.
    ///
    /// - Parameter line: The line, without its end.
    func write(line: String)
}
