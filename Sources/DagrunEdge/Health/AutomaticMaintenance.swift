// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// When a worker takes no more jobs because it is not well, and when it takes them again.
///
/// Source: the Edge provider 5.1, `[edge] automatic_maintenance_on` and `automatic_maintenance_exit`.
public struct AutomaticMaintenance: Sendable, Hashable {
    /// From this level on it takes no jobs; nil: it does not care.
    public var entersAt: HealthLevel?
    /// Below or at this level it takes jobs again, where it was this that kept it from taking any; nil: somebody has to say so.
    public var leavesAt: HealthLevel?

    /// Says when.
    ///
    /// - Parameters:
    ///   - entersAt: From this level on it takes no jobs; nil: it does not care.
    ///   - leavesAt: Down to this level it has to come to take jobs again; nil: somebody has to say so.
    public init(entersAt: HealthLevel? = nil, leavesAt: HealthLevel? = nil) {
        self.entersAt = entersAt
        self.leavesAt = leavesAt
    }

    /// What is in the comment of those only, in Airflow's own words: a comment outlives the worker.
    private static let mark = "] - Automatic maintenance mode entered due to status "

    /// The comment.
    static func comment(_ level: HealthLevel, at minute: String) -> String {
        "[\(minute)\(mark)\(level.word) in sysinfo."
    }

    /// Whether to begin.
    func begins(at level: HealthLevel) -> Bool { entersAt.map { level >= $0 } ?? false }

    /// Whether to end.
    ///
    /// - Parameters:
    ///   - level: How well the worker is now.
    ///   - comment: Why it takes no jobs.
    /// - Returns: Whether it does.
    func ends(at level: HealthLevel, comment: String?) -> Bool {
        guard let leavesAt, comment?.contains(Self.mark) == true else { return false }
        return level <= leavesAt
    }
}
