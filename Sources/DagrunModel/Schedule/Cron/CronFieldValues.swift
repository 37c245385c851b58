// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What one field of a cron expression allows.
struct CronFieldValues {
    /// The single values.
    ///
    /// A weekday that stands behind `L` or before `#` is among them.
    var values: Set<Int> = []
    /// Whether `*` is among the entries.
    var hasStar = false
    /// Whether `L`, the last day of the month, is among the entries.
    var hasLastDay = false
    /// For `2#3` and `L2`: which of a month's weekdays; bits 1 to 5 count, bit 0 is the last one.
    var nthWeekdays: [Int: UInt8] = [:]
    /// For `15W`: the day to which the nearest working day is taken, or 0.
    var nearestWorkingDay = 0

    /// The number of different entries.
    var count: Int { values.count + (hasStar ? 1 : 0) + (hasLastDay ? 1 : 0) }

    /// Whether the field says no more than `*`.
    var isStarOnly: Bool { hasStar && count == 1 }

    /// The values as bits, all of the range with a star among them.
    func mask(of field: CronField) -> UInt64 {
        var mask: UInt64 = 0
        for value in field.range where hasStar || values.contains(value) { mask |= 1 << UInt64(value) }
        return mask
    }
}
