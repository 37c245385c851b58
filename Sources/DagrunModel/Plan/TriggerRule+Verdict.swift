// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension TriggerRule {
    /// Judges an instance by its direct upstreams.
    ///
    /// Source: Airflow 3.3, `TriggerRuleDep._evaluate_direct_relatives`; the order of the questions is Airflow's.
    ///
    /// - Parameters:
    ///   - tally: The states of its upstreams.
    ///   - mapIndex: Its map index.
    /// - Returns: What becomes of it.
    func verdict(_ tally: UpstreamTally, mapIndex: Int) -> Verdict {
        if let state = decision(tally, mapIndex: mapIndex) { return .decide(state) }
        return holds(tally) ? .start : .wait
    }

    private func decision(_ tally: UpstreamTally, mapIndex: Int) -> TaskState? {
        let failures = tally.failed > 0 || tally.upstreamFailed > 0
        let done = tally.done >= tally.total
        switch self {
        case .allSuccess:
            if failures { return .upstreamFailed }
            if tally.skipped > 0 { return .skipped }
            return Self.isRemoved(tally, mapIndex: mapIndex) ? .removed : nil
        case .allFailed: return tally.success > 0 || tally.skipped > 0 ? .skipped : nil
        case .oneSuccess:
            if done && tally.done == tally.skipped { return .skipped }
            return done && tally.success <= 0 ? .upstreamFailed : nil
        case .oneFailed: return done && !failures ? .skipped : nil
        case .oneDone: return done && tally.failed == 0 && tally.success == 0 ? .skipped : nil
        case .noneFailed: return failures ? .upstreamFailed : nil
        case .noneFailedMinOneSuccess:
            if failures { return .upstreamFailed }
            if tally.skipped == tally.total { return .skipped }
            return done && tally.success == 0 ? .upstreamFailed : nil
        case .noneSkipped: return tally.skipped > 0 ? .skipped : nil
        case .allSkipped: return tally.success > 0 || failures ? .skipped : nil
        case .allDoneMinOneSuccess:
            if tally.skipped > 0 { return .skipped }
            return tally.done >= tally.total && tally.success == 0 ? .upstreamFailed : nil
        case .allDoneSetupSuccess:
            guard done, tally.setups > 0 else { return nil }
            if tally.setupSkipped >= tally.setups { return .skipped }
            return tally.setupSuccess == 0 ? .upstreamFailed : nil
        case .allDone, .always: return nil
        }
    }

    private func holds(_ tally: UpstreamTally) -> Bool {
        let done = tally.done >= tally.total
        let failures = tally.failed > 0 || tally.upstreamFailed > 0
        switch self {
        case .allSuccess: return tally.total - tally.success - tally.removed <= 0
        case .allFailed: return tally.total - tally.failed - tally.upstreamFailed - tally.removed <= 0
        case .oneSuccess: return tally.success > 0
        case .oneFailed: return failures
        case .oneDone: return tally.success + tally.failed > 0
        case .allDone: return done
        case .noneFailed: return tally.total - tally.success - tally.skipped - tally.removed <= 0
        case .noneFailedMinOneSuccess:
            return tally.total - tally.success - tally.skipped - tally.removed <= 0 && tally.success > 0
        case .noneSkipped: return done && tally.skipped == 0
        case .allSkipped: return tally.total - tally.skipped <= 0
        case .allDoneSetupSuccess: return done && (tally.setups == 0 || tally.setupSuccess > 0)
        case .allDoneMinOneSuccess:
            let ended = tally.success + tally.failed + tally.upstreamFailed
            return tally.skipped == 0 && ended >= tally.total - tally.removed && tally.success > 0
        case .always: return true
        }
    }

    /// Whether a mapped instance's counterpart upstream is gone.
    static func isRemoved(_ tally: UpstreamTally, mapIndex: Int) -> Bool {
        tally.removed > 0 && tally.success > 0 && mapIndex > -1 && mapIndex >= Int(tally.success)
    }

    /// Whether an instance of a mapped group that is not expanded yet waits for all instances of its upstreams.
    ///
    /// Source: Airflow 3.3, `TriggerRuleDep._get_relevant_upstream_map_indexes`.
    var isFast: Bool {
        switch self {
        case .oneSuccess, .oneFailed, .oneDone, .noneFailedMinOneSuccess: true
        default: false
        }
    }
}
