// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// An instant that a Python task pulls as an aware `datetime` in UTC.
///
/// A plain `Date` is ISO 8601 text for Python. As a property wrapper it serves single members:
///
/// ```swift
/// struct Reading: Codable, Sendable {
///     @PythonDateTime var at: Date
///     var celsius: Double
/// }
/// ```
///
/// It reads a `datetime` of Python's in any zone, and ISO 8601 text.
@propertyWrapper
public struct PythonDateTime: Codable, Sendable, Hashable {
    /// The instant, exact to a microsecond.
    public var wrappedValue: Date

    /// Wraps an instant.
    ///
    /// - Parameter wrappedValue: The instant.
    public init(wrappedValue: Date) { self.wrappedValue = wrappedValue }

    /// Wraps an instant.
    ///
    /// - Parameter date: The instant.
    public init(_ date: Date) { wrappedValue = date }

    /// Reads an instant.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when the input is no instant.
    public init(from decoder: any Decoder) throws {
        wrappedValue = try decoder.singleValueContainer().decode(Date.self)
    }

    /// Writes the instant as Airflow writes a `datetime`.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try PythonValue.datetime(wrappedValue, zone: "UTC").encode(to: encoder)
    }
}
