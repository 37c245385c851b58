// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials
internal import Synchronization

extension EdgeWorker {
    /// How much longer than its pause one turn of a loop may take: requests have their time limits.
    private static let patience: Duration = .seconds(120)

    /// Tells the service manager, as often as it wants, that the worker lives.
    ///
    /// It lives as long as both of its loops go round: one that hangs is restarted.
    func keepWatchdog() async {
        guard let manager = configuration.manager, let interval = manager.watchdog else {
            return await untilCancelled()
        }
        while (try? await configuration.clock.sleep(for: interval / 2)) != nil {
            if isGoingRound { manager.tell(["WATCHDOG=1"]) }
        }
    }

    private var isGoingRound: Bool {
        let limit = max(configuration.heartbeatInterval, configuration.pollInterval, .seconds(60)) + Self.patience
        let now = configuration.clock.now()
        return status.withLock { status in
            [status.lastReportTurn, status.lastFetchTurn].allSatisfy { .seconds(now.timeIntervalSince($0)) < limit }
        }
    }

    /// Tells the service manager what the worker does, in words.
    func tellManager(_ facts: String...) {
        guard let manager = configuration.manager else { return }
        let status = status.withLock { $0 }
        let comment = status.comment.map { ": \($0)" } ?? ""
        let text =
            "\(status.state.rawValue)\(comment); \(status.jobs.count) jobs, \(status.freeSlots) of \(status.concurrency) slots free"
        manager.tell(facts + ["STATUS=\(text)"])
    }
}
