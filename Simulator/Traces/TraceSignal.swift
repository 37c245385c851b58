// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a trace follows: a net, a control, an output of a part, a quantity.
public struct TraceSignal: Sendable, Hashable {
    /// What values a signal has.
    public enum Kind: Sendable, Hashable {
        /// 0, 1, X or Z.
        case logic
        /// A number in a unit, such as `°C`; nil: it has none.
        case real(unit: String?)
        /// A text.
        case text
    }

    /// The name, such as `led1:A` for a pin's net, `btn1.pressed` for a control, `boiler.temperature` for a quantity.
    public var name: String
    /// What values it has.
    public var kind: Kind
    /// Further names of the same signal: the other pins of a net.
    public var aliases: [String]

    /// Makes a signal.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - kind: What values it has.
    ///   - aliases: Further names of the same signal.
    public init(_ name: String, _ kind: Kind = .logic, aliases: [String] = []) {
        self.name = name
        self.kind = kind
        self.aliases = aliases
    }
}
