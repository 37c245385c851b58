// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import FoundationEssentials

/// What a worker knows of itself.
struct WorkerStatus: Sendable {
    /// The jobs that run, by a number of ours.
    var jobs: [Int: RunningJob] = [:]
    /// The number of the job that was taken last.
    private var lastJob = 0
    /// The most slots that a job took so far.
    private var mostSlots = 1
    /// Whether it takes no more jobs and ends once it has none.
    var isDraining = false
    /// Whether it takes no jobs for now.
    var isInMaintenance = false
    /// Why it takes no jobs.
    var comment: String?
    /// The queues it serves; nil: all.
    var queues: [String]?
    /// How many slots it has.
    var concurrency: Int
    /// Whether its versions are the server's.
    var versionsMatch = true
    /// The versions it tells.
    var airflowVersion: String
    var edgeProviderVersion: String
    /// Why the server does not take its versions any more.
    var refusal: String?
    /// How well it is.
    var health = WorkerHealth()
    /// Whether the last look for a job failed.
    var hasFailedLook = false
    /// When the server answered a report last.
    var lastHeard: Date?
    /// When its loops went round last.
    var lastReportTurn: Date
    var lastFetchTurn: Date

    init(queues: [String]?, concurrency: Int, airflowVersion: String, edgeProviderVersion: String, now: Date) {
        self.queues = queues
        self.concurrency = concurrency
        self.airflowVersion = airflowVersion
        self.edgeProviderVersion = edgeProviderVersion
        lastReportTurn = now
        lastFetchTurn = now
    }

    /// How many slots are free; less than 0 when the server took some away meanwhile.
    var freeSlots: Int { concurrency - jobs.values.reduce(0) { $0 + $1.slots } }

    /// Whether there may be jobs that wait only for slots of this worker.
    var lacksRoom: Bool { freeSlots < mostSlots }

    /// Whether it may look for a job.
    ///
    /// Not before the first answer to a report, which says whether the server has it in maintenance, and how many slots it has.
    var mayFetch: Bool { lastHeard != nil && !isDraining && !isInMaintenance && freeSlots > 0 }

    /// The state that it reports.
    var state: WorkerState {
        if jobs.isEmpty {
            if isDraining { return isInMaintenance ? .offlineMaintenance : .offline }
            return isInMaintenance ? .maintenanceMode : .idle
        }
        if isDraining { return .terminating }
        return isInMaintenance ? .maintenancePending : .running
    }

    /// Notes a job that runs from now on.
    ///
    /// - Parameter job: The job.
    /// - Returns: A number that no other job of this worker has.
    mutating func take(_ job: RunningJob) -> Int {
        lastJob += 1
        jobs[lastJob] = job
        mostSlots = max(mostSlots, job.slots)
        return lastJob
    }

    /// Does what the server says.
    ///
    /// - Parameters:
    ///   - orders: The answer to a report.
    ///   - sent: The state that was reported.
    /// - Returns: Whether to report again at once.
    mutating func follow(_ orders: WorkerOrders, after sent: WorkerState) -> Bool {
        queues = orders.queues
        if let number = orders.concurrency { concurrency = number }
        versionsMatch = orders.versionsMatch
        switch orders.state {
        case .maintenanceRequest: isInMaintenance = true
        case .idle, .running:
            if isInMaintenance, sent == .maintenanceMode || sent == .maintenancePending { isInMaintenance = false }
        case .shutdownRequest: isDraining = true
        default: break
        }
        // What was sent before somebody here began maintenance is not answered with the comment.
        if !isInMaintenance {
            comment = nil
        } else if sent == .maintenanceMode || sent == .maintenancePending || orders.state == .maintenanceRequest {
            comment = orders.maintenanceComment
        }
        return orders.state != sent && state != sent
    }

    /// Judges how well the worker is, and begins or ends maintenance by itself.
    ///
    /// - Parameters:
    ///   - facts: What the machine tells.
    ///   - skew: How far its clock is ahead of the server's, in seconds.
    ///   - rules: When to begin and to end.
    ///   - now: The present instant.
    /// - Returns: Whether maintenance began (true) or ended (false); nil: neither.
    mutating func judge(
        _ facts: MachineFacts, skew: Double?, _ rules: AutomaticMaintenance, at now: Date
    ) -> Bool? {
        health = WorkerHealth(facts, skew: skew, versionsMatch: versionsMatch)
        if !isInMaintenance, rules.begins(at: health.level) {
            isInMaintenance = true
            let minute = String(ISO8601.ts(now).prefix(16)).replacing("T", with: " ")
            comment = AutomaticMaintenance.comment(health.level, at: minute)
            return true
        }
        if isInMaintenance, rules.ends(at: health.level, comment: comment) {
            isInMaintenance = false
            comment = nil
            return false
        }
        return nil
    }
}
