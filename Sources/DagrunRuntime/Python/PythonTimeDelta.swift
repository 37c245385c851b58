// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A time span that a Python task pulls as a `timedelta`.
///
/// As a property wrapper it serves single members: `@PythonTimeDelta var took: Duration`. It reads a `timedelta` of Python's,
/// and a number of seconds.
@propertyWrapper
public struct PythonTimeDelta: Codable, Sendable, Hashable {
    /// The span, exact to a microsecond where it came from Python.
    public var wrappedValue: Duration

    /// Wraps a span.
    ///
    /// - Parameter wrappedValue: The span.
    public init(wrappedValue: Duration) { self.wrappedValue = wrappedValue }

    /// Wraps a span.
    ///
    /// - Parameter duration: The span.
    public init(_ duration: Duration) { wrappedValue = duration }

    /// Reads a span.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when the input is no number of seconds.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let seconds = try container.decode(Double.self)
        guard seconds.magnitude < 1e12 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(seconds) seconds are no time span")
        }
        wrappedValue = .microseconds(Int64((seconds * 1e6).rounded()))
    }

    /// Writes the span as Airflow writes a `timedelta`.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try PythonValue.timedelta(wrappedValue).encode(to: encoder)
    }
}
