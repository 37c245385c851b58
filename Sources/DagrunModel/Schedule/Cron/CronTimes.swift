// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The times of day at which a cron expression fires.
///
/// Each field is a set of bits, so that the next allowed value is one count of trailing zeros.
struct CronTimes: Sendable, Hashable {
    /// Bits 0 to 59; never empty.
    let minutes: UInt64
    /// Bits 0 to 23; never empty.
    let hours: UInt64
    /// Bits 0 to 59; never empty.
    let seconds: UInt64

    /// The first second of the day that fires, at or after the given one.
    func first(from second: Int) -> Int? {
        var (hour, minute, rest) = (second / 3_600, second / 60 % 60, second % 60)
        guard let firstHour = CronTimes.lowest(hours, from: hour) else { return nil }
        if firstHour > hour { (hour, minute, rest) = (firstHour, 0, 0) }
        if let fit = firstMinute(from: minute, rest) { return hour * 3_600 + fit }
        guard let nextHour = CronTimes.lowest(hours, from: hour + 1), let fit = firstMinute(from: 0, 0) else {
            return nil
        }
        return nextHour * 3_600 + fit
    }

    /// The last second of the day that fires, at or before the given one.
    func last(to second: Int) -> Int? {
        var (hour, minute, rest) = (second / 3_600, second / 60 % 60, second % 60)
        guard let lastHour = CronTimes.highest(hours, to: hour) else { return nil }
        if lastHour < hour { (hour, minute, rest) = (lastHour, 59, 59) }
        if let fit = lastMinute(to: minute, rest) { return hour * 3_600 + fit }
        guard let hourBefore = CronTimes.highest(hours, to: hour - 1), let fit = lastMinute(to: 59, 59) else {
            return nil
        }
        return hourBefore * 3_600 + fit
    }

    /// The first firing second of an hour.
    private func firstMinute(from minute: Int, _ second: Int) -> Int? {
        guard let fit = CronTimes.lowest(minutes, from: minute) else { return nil }
        if let rest = CronTimes.lowest(seconds, from: fit > minute ? 0 : second) { return fit * 60 + rest }
        guard let next = CronTimes.lowest(minutes, from: minute + 1) else { return nil }
        return CronTimes.lowest(seconds, from: 0).map { next * 60 + $0 }
    }

    /// The last firing second of an hour.
    private func lastMinute(to minute: Int, _ second: Int) -> Int? {
        guard let fit = CronTimes.highest(minutes, to: minute) else { return nil }
        if let rest = CronTimes.highest(seconds, to: fit < minute ? 59 : second) { return fit * 60 + rest }
        guard let before = CronTimes.highest(minutes, to: minute - 1) else { return nil }
        return CronTimes.highest(seconds, to: 59).map { before * 60 + $0 }
    }

    /// The lowest bit at or above an index.
    static func lowest(_ bits: UInt64, from index: Int) -> Int? {
        guard index < 64 else { return nil }
        let rest = bits & (~0 << UInt64(max(0, index)))
        return rest == 0 ? nil : rest.trailingZeroBitCount
    }

    /// The highest bit at or below an index.
    static func highest(_ bits: UInt64, to index: Int) -> Int? {
        guard index >= 0 else { return nil }
        let rest = index >= 63 ? bits : bits & ((1 << UInt64(index + 1)) - 1)
        return rest == 0 ? nil : 63 - rest.leadingZeroBitCount
    }
}
