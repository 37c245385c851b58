// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel

/// What a worker knows of itself.
struct WorkerStatus: Sendable {
    /// The jobs that run, by a number of ours, with their slots.
    var jobs: [Int: Int] = [:]
    /// The number of the next job.
    var nextJob = 0
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

    /// How many slots are free; less than 0 when the server took some away meanwhile.
    var freeSlots: Int { concurrency - jobs.values.reduce(0, +) }

    /// Whether it may look for a job.
    var mayFetch: Bool { !isDraining && !isInMaintenance && freeSlots > 0 }

    /// The state that it reports.
    var state: WorkerState {
        if jobs.isEmpty {
            if isDraining { return isInMaintenance ? .offlineMaintenance : .offline }
            return isInMaintenance ? .maintenanceMode : .idle
        }
        if isDraining { return .terminating }
        return isInMaintenance ? .maintenancePending : .running
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
        comment = orders.maintenanceComment
        switch orders.state {
        case .maintenanceRequest: isInMaintenance = true
        case .idle, .running:
            if isInMaintenance, sent == .maintenanceMode || sent == .maintenancePending { isInMaintenance = false }
        case .shutdownRequest: isDraining = true
        default: break
        }
        return orders.state != sent && state != sent
    }
}
