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
    ///
    /// Numbers are whole: the Edge provider before 3.0 refuses a worker that tells any other.
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
        if let skew { members["clock_skew_seconds"] = .int(Self.whole(skew)) }
        if let degrees = facts.temperature { members["soc_temperature_celsius"] = .int(Self.whole(degrees)) }
        if let load = facts.load { members["load_1m_percent"] = .int(Self.whole(load * 100)) }
        if let bytes = facts.availableMemory { members["memory_available_bytes"] = .int(bytes) }
        if let bytes = facts.freeDisk { members["disk_free_bytes"] = .int(bytes) }
        return members
    }

    private static func whole(_ number: Double) -> Int64 { Int64(exactly: number.rounded()) ?? 0 }
}
