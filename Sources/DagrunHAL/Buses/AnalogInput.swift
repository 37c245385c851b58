// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An input that measures a voltage.
///
/// A voltage channel of Linux's IIO, or one of a converter such as ``MCP3008``.
public protocol AnalogInput: Sendable {
    /// The input's name for people, such as `in_voltage0` or `MCP3008[0]`.
    var name: String { get }

    /// Measures.
    ///
    /// - Returns: The voltage.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    func read() async throws -> AnalogReading
}
