// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The duration that somebody asked for, of which only the rest is known.
///
/// `Task.sleep(for:)` adds its duration to a reading of the machine's clock, and asks for a timer at that instant. On the
/// way some time passes: a microsecond mostly, never the same, and more when the thread is interrupted. People ask for
/// round durations, so the roundest one that is a little longer than the rest is taken for what was meant.
struct AskedDuration {
    /// What passes on the way where nothing comes between: less than a tenth of a millisecond.
    private static let usualLoss: Int64 = 100_000
    /// What may always be made up: a millisecond.
    private static let smallLoss: Int64 = 1_000_000

    /// In nanoseconds.
    let nanoseconds: Int64

    /// Makes out a duration.
    ///
    /// - Parameters:
    ///   - rest: What is left of it, in nanoseconds.
    ///   - elapsed: How long ago the work began that asked for it, in nanoseconds: the most that may be lost.
    init(rest: Int64, elapsed: Int64) {
        guard rest > 0 else {
            nanoseconds = 0
            return
        }
        // A number of two digits that is hardly larger is what was meant. Only then an interruption is thought of: mostly
        // it was before the clock was read.
        nanoseconds =
            Self.roundest(from: rest, within: min(Self.usualLoss, rest / 10), digits: 2)
            ?? Self.roundest(
                from: rest, within: max(min(Self.smallLoss, rest / 10), min(elapsed, rest / 4)), digits: 19) ?? rest
    }

    /// The roundest number that is hardly larger than another one.
    private static func roundest(from rest: Int64, within slack: Int64, digits: Int) -> Int64? {
        var grain: Int64 = 1
        while grain <= rest / 10 { grain *= 10 }
        // The number may have a digit more than the rest.
        if grain <= .max / 10 { grain *= 10 }
        for _ in 0...digits where grain > 0 {
            let (sum, overflow) = rest.addingReportingOverflow(grain - 1)
            let candidate = sum / grain * grain
            if !overflow, candidate - rest < slack || candidate == rest { return candidate }
            grain /= 10
        }
        return nil
    }
}
