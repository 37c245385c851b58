// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// An instant that is pointed at below waveforms.
public struct WaveformMark: Sendable, Hashable {
    /// The instant.
    public var time: Timestamp
    /// What stands beside the pointer.
    public var text: String

    /// Makes a mark.
    ///
    /// - Parameters:
    ///   - time: The instant.
    ///   - text: What stands beside the pointer.
    public init(_ time: Timestamp, _ text: String) {
        self.time = time
        self.text = text
    }
}
