// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How many upstream instances ended in which state: all that a trigger rule is judged by.
struct UpstreamTally: Sendable, Equatable {
    /// Upstream instances, ended or not.
    var total: Int32 = 0
    /// Those of them that belong to setups.
    var setups: Int32 = 0
    var success: Int32 = 0
    var failed: Int32 = 0
    var skipped: Int32 = 0
    var upstreamFailed: Int32 = 0
    var removed: Int32 = 0
    var setupSuccess: Int32 = 0
    var setupSkipped: Int32 = 0

    /// How many ended, however.
    var done: Int32 { success + failed + skipped + upstreamFailed + removed }

    /// Counts an instance that ended, or takes it back.
    ///
    /// - Parameters:
    ///   - state: The state it ended in; others are not counted.
    ///   - isSetup: Whether it belongs to a setup.
    ///   - change: 1 or -1.
    mutating func count(_ state: TaskState, isSetup: Bool, by change: Int32 = 1) {
        switch state {
        case .success:
            success += change
            if isSetup { setupSuccess += change }
        case .failed: failed += change
        case .skipped:
            skipped += change
            if isSetup { setupSkipped += change }
        case .upstreamFailed: upstreamFailed += change
        case .removed: removed += change
        default: break
        }
    }

    /// Adds what another tally counted as ended; totals stay.
    mutating func add(ended other: UpstreamTally) {
        success += other.success
        failed += other.failed
        skipped += other.skipped
        upstreamFailed += other.upstreamFailed
        removed += other.removed
        setupSuccess += other.setupSuccess
        setupSkipped += other.setupSkipped
    }
}
