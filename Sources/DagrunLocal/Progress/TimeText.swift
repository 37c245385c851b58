// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Durations and times of day, short, for people.
package enum TimeText {
    /// Writes a duration: `7ms`, `0.8s`, `12s`, `1m05s`, `2h03m`, `3d04h`.
    ///
    /// - Parameters:
    ///   - seconds: The duration; below 0 counts as 0.
    ///   - tenths: Whether less than ten seconds are shown with a tenth.
    /// - Returns: At most seven characters for anything below a thousand days.
    package static func duration(_ seconds: Double, tenths: Bool = true) -> String {
        guard seconds.isFinite, seconds < 1e12 else { return "?" }
        let value = max(0, seconds)
        if tenths, value < 0.0995 {
            // In process, most tasks take less than a tenth of a second.
            let tenth = Int((value * 10_000).rounded())
            return tenth < 100 ? "\(tenth / 10).\(tenth % 10)ms" : "\(Int((value * 1000).rounded()))ms"
        }
        if tenths, value < 9.95 {
            let count = Int((value * 10).rounded())
            return "\(count / 10).\(count % 10)s"
        }
        let whole = Int(value.rounded(tenths ? .toNearestOrAwayFromZero : .down))
        if whole < 60 { return "\(whole)s" }
        if whole < 3600 { return "\(whole / 60)m\(two(whole % 60))s" }
        if whole < 86_400 { return "\(whole / 3600)h\(two(whole / 60 % 60))m" }
        return "\(whole / 86_400)d\(two(whole / 3600 % 24))h"
    }

    /// Writes the local time of day with milliseconds: `12:01:03.123`.
    ///
    /// - Parameter date: An instant.
    /// - Returns: Twelve characters.
    package static func timeOfDay(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        guard seconds.isFinite, abs(seconds) < 1e11 else { return "??:??:??.???" }
        let all = Int((seconds * 1000).rounded(.down))
        let whole = all >= 0 ? all / 1000 : (all - 999) / 1000
        var time = time_t(whole)
        var parts = unsafe tm()
        unsafe localtime_r(&time, &parts)
        let milliseconds = all - whole * 1000
        let padded = String(repeating: "0", count: 3 - min(3, String(milliseconds).count)) + String(milliseconds)
        return unsafe "\(two(Int(parts.tm_hour))):\(two(Int(parts.tm_min))):\(two(Int(parts.tm_sec))).\(padded)"
    }

    /// Writes the time since a beginning as a clock does: `0:12.3`, from an hour on `1:02:03`.
    ///
    /// - Parameter seconds: The time; below 0 counts as 0.
    /// - Returns: The text.
    package static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e12 else { return "?" }
        let tenths = Int((max(0, seconds) * 10).rounded(.down))
        let whole = tenths / 10
        if whole < 3600 { return "\(whole / 60):\(two(whole % 60)).\(tenths % 10)" }
        return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
