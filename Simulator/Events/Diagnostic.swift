// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// Something that a board's user should know: drivers that fight, a circuit that swings, a voltage that is too high.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// A kind of diagnostic.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Drivers of one net want different levels.
        case contention
        /// A net never comes to rest.
        case oscillation
        /// A pin gets more volts than it takes.
        case overvoltage
        /// A balance of quantities doesn't hold.
        case conservation
        /// Two parts answer at one address of a bus.
        case addressClash
        /// Something about a bus, such as a missing pull-up.
        case bus
        /// A fault that was asked for began or ended.
        case fault
        /// What a part says about its use.
        case part
    }

    /// When.
    public let time: Timestamp
    /// What kind.
    public let kind: Kind
    /// What it is about: a net, a pin, a part or a bus.
    public let subject: String
    /// What happened, in words.
    public let message: String

    /// The time, the subject and what happened.
    public var description: String { "\(time) \(subject): \(message)" }
}
