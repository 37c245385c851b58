// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import FoundationEssentials

/// Reads instants from the command line.
enum InstantText {
    /// Reads the value of an option.
    ///
    /// - Throws: `ValidationError` that says which option is wrong and why.
    static func date(_ text: String, option: String) throws -> Date {
        do { return try ISO8601.parse(text) } catch { throw ValidationError("\(option): \(error)") }
    }
}
