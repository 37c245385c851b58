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

    /// What the Edge providers of Airflow 3.1 and 3.2 have room for, in characters of JSON.
    ///
    /// On PostgreSQL a longer report is an error of the server. A little is left for the way in which they write it.
    private static let room = 250
    /// What is told where there is little room, the most important first.
    private static let order = [
        "airflow_version", "edge_provider_version", "concurrency", "free_concurrency", "status",
        "soc_temperature_celsius",
        "clock_skew_seconds", "load_1m_percent", "dagrun_version", "disk_free_bytes", "memory_available_bytes",
    ]

    /// The facts; what the machine does not tell is left out, and what the server has no room for.
    ///
    /// Numbers are whole: those providers refuse any other.
    var members: [String: JSONValue] {
        let members = allMembers
        guard KnownVersions.isBefore(3, 3, status.airflowVersion) else { return members }
        var few: [String: JSONValue] = [:]
        for name in Self.order {
            guard let value = members[name] else { continue }
            few[name] = value
            if CanonicalJSON.bytes(of: .object(few)).count + 2 * few.count > Self.room { few[name] = nil }
        }
        return few
    }

    private var allMembers: [String: JSONValue] {
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
