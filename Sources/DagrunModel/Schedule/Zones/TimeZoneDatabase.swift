// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem
internal import Synchronization

/// The time zones of this machine, read from its TZif files.
///
/// A zone is read once and kept. Where the environment variable `TZDIR` is set it names the only directory; otherwise the
/// usual places are tried.
public final class TimeZoneDatabase: Sendable {
    /// The database of this machine.
    public static let system = TimeZoneDatabase(environment: ProcessEnvironment.variables)

    private let directories: [String]
    private let zones = Mutex<[String: TimeZoneRules]>([:])

    /// Makes a database from what an environment says.
    ///
    /// - Parameter environment: The variables; only `TZDIR` is read.
    public convenience init(environment: [String: String]) {
        let usual = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"]
        self.init(directories: environment["TZDIR"].flatMap { $0.isEmpty ? nil : [$0] } ?? usual)
    }

    /// Makes a database from directories.
    ///
    /// - Parameter directories: Where to look, in this order.
    public init(directories: [String]) { self.directories = directories }

    /// The rules of a zone.
    ///
    /// `UTC` needs no file.
    ///
    /// - Parameter name: An IANA name such as `Europe/Berlin`; upper and lower case differ.
    /// - Returns: The rules.
    /// - Throws: ``TimeZoneError`` when the name is not that of a zone here, with a proposal where one is near.
    public func zone(_ name: String) throws(TimeZoneError) -> TimeZoneRules {
        if name.lowercased() == "utc" { return .utc }
        if let known = zones.withLock({ $0[name] }) { return known }
        guard TimeZoneDatabase.isValid(name) else {
            let hint = TimeZoneProposal(names: paths()).nearest(to: name) ?? "Europe/Berlin"
            throw TimeZoneError(code: .invalidName, name: name, reason: "not a zone's name; write one such as \(hint)")
        }
        for directory in directories {
            let path = "\(directory)/\(name)"
            guard Folders.exists(path), !Folders.isFolder(path) else { continue }
            guard let bytes = try? Folders.read(path) else {
                throw TimeZoneError(code: .invalidData, name: name, reason: "\(path) can't be read")
            }
            let zone = try TimeZoneRules(name: name, tzif: bytes)
            zones.withLock { $0[name] = zone }
            return zone
        }
        throw missing(name)
    }

    /// Whether a name stays within the database and is made of what IANA allows.
    private static func isValid(_ name: String) -> Bool {
        guard 1...255 ~= name.utf8.count else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.first != "."
                && part.utf8.allSatisfy { byte in
                    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                        || "_-+.".utf8.contains(byte)
                }
        }
    }

    private func missing(_ name: String) -> TimeZoneError {
        let names = paths()
        guard !names.isEmpty else {
            return TimeZoneError(
                code: .noDatabase, name: name,
                reason:
                    "no time zones in \(directories.joined(separator: ", ")); install the package tzdata or set TZDIR")
        }
        let hint = TimeZoneProposal(names: names).nearest(to: name).map { "; did you mean \($0)?" } ?? ""
        let places = directories.filter { Folders.exists($0) }
        return TimeZoneError(
            code: .unknownZone, name: name, reason: "unknown in \(places.joined(separator: ", "))\(hint)")
    }

    /// The paths of the files and folders in the database.
    private func paths() -> [String] { directories.flatMap(Folders.paths) }
}
