// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// The offsets of a time zone from UTC, at all times.
///
/// Read from a TZif file (RFC 8536) with its transitions and, behind the last of them, the rule in its footer. The two
/// questions that a timetable asks are answered as Python's `zoneinfo` and pendulum 3 answer them: the offset at an
/// instant, and the instant of a local time.
public struct TimeZoneRules: Sendable, Hashable {
    /// The zone's IANA name.
    public let name: String

    /// The zone's transitions in order: seconds since 1970 in UTC, and the offset from then on.
    private let transitions: [Transition]
    /// The offset before the first transition.
    private let firstOffset: Int
    /// What holds behind the last transition; nil where that is the last transition's offset.
    private let rule: PosixTimeZone?

    /// A change of the offset.
    struct Transition: Sendable, Hashable {
        /// When, in seconds since 1970.
        let instant: Int
        /// The seconds east of UTC before it.
        let before: Int
        /// The seconds east of UTC from then on.
        let after: Int

        /// The local time from which on `after` holds, for the earlier or the later reading of a repeated or skipped time.
        func local(isLater: Bool) -> Int { instant + (isLater ? min(before, after) : max(before, after)) }
    }

    /// The zone without any offset.
    public static let utc = TimeZoneRules(name: "UTC", transitions: [], firstOffset: 0, rule: nil)

    /// Makes a zone from its parts; the transitions are in strict order and within ±2^59.
    init(name: String, transitions: [Transition], firstOffset: Int, rule: PosixTimeZone?) {
        self.name = name
        self.transitions = transitions
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// Reads a zone from the bytes of a TZif file.
    ///
    /// - Parameters:
    ///   - name: The zone's IANA name.
    ///   - bytes: The whole file, version 1 to 4.
    /// - Throws: ``TimeZoneError`` when the bytes are not a valid file, or one that counts leap seconds.
    public init(name: String, tzif bytes: [UInt8]) throws(TimeZoneError) {
        do {
            var reader = TZifReader(bytes)
            self = try reader.read(name: name)
        } catch {
            throw TimeZoneError(code: .invalidData, name: name, reason: "not a valid TZif file: \(error.reason)")
        }
    }

    /// The seconds east of UTC at an instant.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The offset; always less than a day to either side.
    public func offset(at date: Date) -> Int { offset(atSecond: Microseconds(date).seconds) }

    /// The instant at which clocks show a local time, as Airflow's timetables choose it.
    ///
    /// Of a time that clocks show twice it is the second one. A time that clocks skip is moved on by what they skip.
    /// Source: Airflow 3.3.2, `make_aware`; pendulum 3, `Timezone.convert`.
    ///
    /// - Parameter local: Local time, written as the date whose UTC reading it is.
    /// - Returns: The instant.
    public func instant(ofLocal local: Date) -> Date {
        let micros = Microseconds(local)
        let moved = micros.adding(Int64(second(ofLocal: micros.seconds) - micros.seconds) * 1_000_000)
        return (moved ?? micros).date
    }

    /// The seconds east of UTC at a second since 1970.
    func offset(atSecond second: Int) -> Int {
        guard let last = transitions.last else { return rule?.offset(atSecond: second) ?? firstOffset }
        if second > last.instant, let rule { return rule.offset(atSecond: second) }
        let index = lastIndex { $0.instant <= second }
        return index.map { transitions[$0].after } ?? firstOffset
    }

    /// The second since 1970 of a local second, as ``instant(ofLocal:)`` chooses it.
    func second(ofLocal local: Int) -> Int {
        let before = offset(atLocal: local, isLater: false)
        let after = offset(atLocal: local, isLater: true)
        guard after > before else { return local - after }
        let moved = local + after - before
        return moved - offset(atLocal: moved, isLater: false)
    }

    /// The offset at a local time, for the earlier or the later reading of a repeated or skipped time.
    private func offset(atLocal local: Int, isLater: Bool) -> Int {
        guard let last = transitions.last else { return rule?.offset(atLocal: local, isLater: isLater) ?? firstOffset }
        if local > last.local(isLater: isLater), let rule { return rule.offset(atLocal: local, isLater: isLater) }
        let index = lastIndex { $0.local(isLater: isLater) <= local }
        return index.map { transitions[$0].after } ?? firstOffset
    }

    /// The last transition for which a condition holds that holds up to some point and not behind it.
    private func lastIndex(where holds: (Transition) -> Bool) -> Int? {
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(transitions[middle]) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
