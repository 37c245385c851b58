// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A text that is not JSON.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong at that place.
    public var message: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, counted in Unicode scalars.
    public var column: Int
    /// The place as the number of bytes before it.
    public var offset: Int

    /// Makes an error for a place in a text.
    ///
    /// - Parameters:
    ///   - message: What is wrong at that place.
    ///   - offset: The number of bytes before the place.
    ///   - bytes: The whole text.
    init(_ message: String, at offset: Int, in bytes: Span<UInt8>) {
        var line = 1
        var column = 1
        var index = 0
        while index < min(offset, bytes.count) {
            if bytes[index] == 0x0A {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        self.message = message
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// The place and what is wrong there.
    public var description: String { "JSON, line \(line), column \(column): \(message)" }
}
