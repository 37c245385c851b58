// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// What a sensor measured, with all that makes a number a measurement.
public struct SensorReading<Value: Codable & Sendable>: Codable, Sendable {
    /// Whether a value can be believed.
    public enum Validity: String, Codable, Sendable, Hashable, CaseIterable {
        /// It is within what is possible.
        case valid
        /// It is outside of what is possible.
        case outOfRange = "out_of_range"
    }

    /// What was measured.
    public var value: Value
    /// The unit, such as `°C`; nil where there is none.
    public var unit: String?
    /// When it was measured.
    public var timestamp: Date
    /// Whether it can be believed.
    public var validity: Validity

    /// Makes a reading.
    ///
    /// - Parameters:
    ///   - value: What was measured.
    ///   - unit: The unit; nil where there is none.
    ///   - timestamp: When it was measured.
    ///   - validity: Whether it can be believed.
    public init(value: Value, unit: String? = nil, timestamp: Date, validity: Validity = .valid) {
        self.value = value
        self.unit = unit
        self.timestamp = timestamp
        self.validity = validity
    }
}

extension SensorReading: Equatable where Value: Equatable {}
extension SensorReading: Hashable where Value: Hashable {}
