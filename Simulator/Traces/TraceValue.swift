// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a signal of a trace is at an instant.
public enum TraceValue: Sendable, Hashable {
    /// The level of a net.
    case logic(Logic)
    /// A number, in the signal's unit.
    case real(Double)
    /// A text.
    case text(String)
}

extension TraceValue: CustomStringConvertible {
    /// The value for people: `0`, `1`, `X` or `Z`; a number; a text in quotes.
    public var description: String {
        switch self {
        case .logic(let level): level.description
        case .real(let number): TraceText.number(number)
        case .text(let text): "“\(text)”"
        }
    }
}
