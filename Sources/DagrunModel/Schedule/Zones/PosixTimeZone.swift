// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The rule in the footer of a TZif file, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Sources: RFC 8536, section 3.3; POSIX, the variable `TZ`. The answers for local times are Python's (`zoneinfo`).
struct PosixTimeZone: Sendable, Hashable {
    /// Seconds east of UTC in standard time.
    let standard: Int
    /// Daylight saving time, where there is one.
    let daylight: Daylight?

    /// The other offset and when it holds.
    struct Daylight: Sendable, Hashable {
        /// Seconds east of UTC.
        let offset: Int
        /// The beginning, in local standard time.
        let start: PosixTransition
        /// The end, in local daylight saving time.
        let end: PosixTransition
    }

    /// Reads a rule; nil where it is not valid.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reader = PosixTimeZoneReader(bytes)
        guard reader.readName(), let standard = reader.readOffset() else { return nil }
        // POSIX counts offsets to the west.
        self.standard = -standard
        if reader.isAtEnd {
            daylight = nil
            return
        }
        guard reader.readName() else { return nil }
        var offset = self.standard + 3_600
        if !reader.next(is: ",") {
            guard let written = reader.readOffset() else { return nil }
            offset = -written
        }
        guard reader.take(","), let start = reader.readTransition(), reader.take(","),
            let end = reader.readTransition(),
            reader.isAtEnd
        else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    /// The offset at a second since 1970.
    func offset(atSecond second: Int) -> Int {
        guard let daylight else { return standard }
        let year = PosixTimeZone.year(of: second)
        let start = daylight.start.second(in: year) - standard
        let end = daylight.end.second(in: year) - daylight.offset
        return PosixTimeZone.contains(second, from: start, to: end) ? daylight.offset : standard
    }

    /// The offset at a local second, for the earlier or the later reading of a repeated or skipped time.
    func offset(atLocal second: Int, isLater: Bool) -> Int {
        guard let daylight else { return standard }
        let year = PosixTimeZone.year(of: second)
        let saved = daylight.offset - standard
        var start = daylight.start.second(in: year)
        var end = daylight.end.second(in: year)
        // Which end is moved depends on whether clocks go forward at the start, as they do everywhere but in Ireland.
        if isLater == (saved >= 0) {
            end -= saved
        } else {
            start += saved
        }
        return PosixTimeZone.contains(second, from: start, to: end) ? daylight.offset : standard
    }

    private static func year(of second: Int) -> Int {
        CivilCalendar.date(ofDay: CivilCalendar.floorDivide(second, 86_400)).year
    }

    /// Whether a second is in a part of the year, which goes over its end in the south.
    private static func contains(_ second: Int, from start: Int, to end: Int) -> Bool {
        start < end ? start <= second && second < end : !(end <= second && second < start)
    }
}
