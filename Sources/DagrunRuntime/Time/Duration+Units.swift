// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Duration {
    /// A duration of minutes.
    ///
    /// - Parameter minutes: The number of minutes.
    /// - Returns: The duration.
    public static func minutes(_ minutes: Int) -> Duration { .seconds(Int64(minutes) * 60) }

    /// A duration of hours.
    ///
    /// - Parameter hours: The number of hours.
    /// - Returns: The duration.
    public static func hours(_ hours: Int) -> Duration { .seconds(Int64(hours) * 3600) }

    /// A duration of days of 24 hours.
    ///
    /// - Parameter days: The number of days.
    /// - Returns: The duration.
    public static func days(_ days: Int) -> Duration { .seconds(Int64(days) * 86400) }

    /// The duration in seconds.
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension Double {
    /// A number of seconds for people: `0.25 s`, `12.3 s`, `4 min 5 s`.
    package var formattedSeconds: String {
        let hundredths = isFinite ? Int((Swift.min(Swift.max(self, 0), 1e12) * 100).rounded()) : 0
        if hundredths < 6000 {
            return "\(hundredths / 100).\(String(hundredths % 100 + 100).dropFirst()) s"
        }
        let whole = hundredths / 100
        return whole < 3600
            ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
