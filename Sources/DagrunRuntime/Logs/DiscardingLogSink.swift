// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import Logging

/// A log that keeps nothing.
public struct DiscardingLogSink: TaskLogSink {
    /// Makes the sink.
    public init() {}

    /// Does nothing.
    public func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {}

    /// Does nothing.
    public func write(line: String) {}
}
