// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a flow meter measured.
public struct FlowReading: Sendable, Hashable, Codable {
    /// How much has flowed since the beginning, in litres.
    public let litres: Double
    /// How much flows, in litres a minute, on average since the reading before.
    public let litresPerMinute: Double
    /// Whether all pulses were counted; false when some were lost, so that more has flowed than this.
    public let isExact: Bool
    /// When.
    public let timestamp: Timestamp

    /// Makes a reading.
    ///
    /// - Parameters:
    ///   - litres: How much has flowed since the beginning, in litres.
    ///   - litresPerMinute: How much flows, in litres a minute.
    ///   - isExact: Whether all pulses were counted.
    ///   - timestamp: When.
    public init(litres: Double, litresPerMinute: Double, isExact: Bool, timestamp: Timestamp) {
        self.litres = litres
        self.litresPerMinute = litresPerMinute
        self.isExact = isExact
        self.timestamp = timestamp
    }
}
