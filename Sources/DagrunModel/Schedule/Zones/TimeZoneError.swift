// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a time zone can't be used.
public struct TimeZoneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: Sendable, Hashable {
        /// The name can't be that of a zone, or leads out of the database.
        case invalidName
        /// The database has no such zone.
        case unknownZone
        /// There is no database on this machine.
        case noDatabase
        /// The zone's file is not a valid TZif file.
        case invalidData
    }

    /// The kind of fault.
    public let code: Code
    /// The zone's name as given.
    public let name: String
    /// What is wrong and what to do.
    public let reason: String

    /// The fault with the zone's name.
    public var description: String { "time zone \"\(name)\": \(reason)" }
}
