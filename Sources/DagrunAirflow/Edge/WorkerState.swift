// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The state of an edge worker, in Airflow's words.
///
/// Source: the Edge provider's `EdgeWorkerState`.
public enum WorkerState: String, Sendable, Hashable, CaseIterable {
    /// It registers.
    case starting
    /// It runs jobs.
    case running
    /// It waits for jobs.
    case idle
    /// The server wants it to end.
    case shutdownRequest = "shutdown request"
    /// It ends once its jobs have.
    case terminating
    /// It has ended.
    case offline
    /// The server has not heard from it for long.
    case unknown
    /// The server wants it to take no more jobs.
    case maintenanceRequest = "maintenance request"
    /// It takes no more jobs and still runs some.
    case maintenancePending = "maintenance pending"
    /// It takes no jobs.
    case maintenanceMode = "maintenance mode"
    /// The server wants it to take jobs again.
    case maintenanceExit = "maintenance exit"
    /// It has ended while it took no jobs.
    case offlineMaintenance = "offline maintenance"
}
