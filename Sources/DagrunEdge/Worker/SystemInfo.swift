// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// What a worker tells of itself and its machine; numbers become metrics of Airflow.
struct SystemInfo {
    let status: WorkerStatus
    let facts: MachineFacts
    let started: Date
    let skew: Double?

    /// The facts; what the machine does not tell is left out.
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "airflow_version": .string(status.airflowVersion),
            "edge_provider_version": .string(status.edgeProviderVersion),
            "concurrency": .int(Int64(status.concurrency)), "free_concurrency": .int(Int64(status.freeSlots)),
            "status": .int(Int64(status.health.level.rawValue)), "worker_start_time": .string(ISO8601.ts(started)),
            "dagrun_version": .string(DagrunVersion.current),
        ]
        let reasons = status.health.reasons
        if !reasons.isEmpty { members["status_text"] = .string(reasons.joined(separator: "; ")) }
        if let skew { members["clock_skew_seconds"] = .double((skew * 10).rounded() / 10) }
        if let degrees = facts.temperature { members["soc_temperature_celsius"] = .double(degrees) }
        if let load = facts.load { members["load_1m"] = .double(load) }
        if let bytes = facts.availableMemory { members["memory_available_bytes"] = .int(bytes) }
        if let bytes = facts.freeDisk { members["disk_free_bytes"] = .int(bytes) }
        return members
    }
}
