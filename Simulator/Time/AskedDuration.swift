// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The duration that somebody asked for, of which only the rest is known.
///
/// `Task.sleep(for:)` adds its duration to a reading of the machine's clock, and asks for a timer at that instant. On the
/// way some time passes: a microsecond mostly, never the same, and more when the thread is interrupted. People ask for
/// round durations, so the roundest one that is a little longer than the rest is taken for what was meant.
struct AskedDuration {
    /// What passes on the way where the thread is not interrupted: less than a tenth of a millisecond.
    static let usualLoss: Int64 = 100_000
    /// The most that is made up where it was not: a millisecond.
    static let maximumLoss: Int64 = 1_000_000

    /// In nanoseconds.
    let nanoseconds: Int64

    /// Makes out a duration.
    ///
    /// - Parameters:
    ///   - rest: What is left of it, in nanoseconds.
    ///   - interruption: How long the thread may have been interrupted meanwhile.
    init(rest: Int64, interruption: Int64) {
        guard rest > 0 else {
            nanoseconds = 0
            return
        }
        // An interruption was more likely before the clock was read than after.
        let finest = min(1_000_000, rest / 100)
        nanoseconds =
            Self.roundest(from: rest, below: min(Self.usualLoss, rest / 10), finest: finest)
            ?? Self.roundest(from: rest, below: max(min(Self.maximumLoss, rest / 10), interruption), finest: 1)
            ?? rest
    }

    /// The roundest number that is hardly larger than another one.
    private static func roundest(from rest: Int64, below slack: Int64, finest: Int64) -> Int64? {
        var grain: Int64 = 1_000_000_000_000
        while grain >= max(finest, 1) {
            let (sum, overflow) = rest.addingReportingOverflow(grain - 1)
            let candidate = sum / grain * grain
            if !overflow, candidate - rest < slack || candidate == rest { return candidate }
            grain /= 10
        }
        return nil
    }
}
