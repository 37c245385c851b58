// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import DagrunSystem
internal import FoundationEssentials

#if canImport(Glibc)
internal import Glibc
#endif

/// What a worker tells of itself and its machine; numbers become metrics of Airflow.
struct SystemInfo {
    private let configuration: EdgeWorkerConfiguration
    private let status: WorkerStatus
    private let started: Date
    private let skew: Double?

    init(_ configuration: EdgeWorkerConfiguration, _ status: WorkerStatus, started: Date, skew: Double?) {
        self.configuration = configuration
        self.status = status
        self.started = started
        self.skew = skew
    }

    /// The facts; what the machine does not tell is left out.
    func members(_ state: WorkerState) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "airflow_version": .string(status.airflowVersion),
            "edge_provider_version": .string(status.edgeProviderVersion),
            "concurrency": .int(Int64(status.concurrency)), "free_concurrency": .int(Int64(status.freeSlots)),
            "status": 20, "worker_start_time": .string(ISO8601.ts(started)),
            "dagrun_version": .string(DagrunVersion.current),
        ]
        if !status.versionsMatch {
            members["status"] = 30
            members["status_text"] = "the versions of worker and server differ"
        }
        if let skew { members["clock_skew_seconds"] = .double((skew * 10).rounded() / 10) }
        if let text = Self.text("/sys/class/thermal/thermal_zone0/temp"), let thousandths = Double(text) {
            members["soc_temperature_celsius"] = .double(thousandths / 1000)
        }
        if let load = Self.text("/proc/loadavg")?.split(separator: " ").first.flatMap({ Double($0) }) {
            members["load_1m"] = .double(load)
        }
        if let line = Self.text("/proc/meminfo")?.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }
        ),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        {
            members["memory_available_bytes"] = .int(kilobytes << 10)
        }
        if let bytes = Self.freeBytes(configuration.logFolder ?? ".") { members["disk_free_bytes"] = .int(bytes) }
        return members
    }

    private static func text(_ path: String) -> String? {
        guard let bytes = try? Folders.read(path) else { return nil }
        return String(decoding: bytes.last == 10 ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    private static func freeBytes(_ path: String) -> Int64? {
        var facts = statvfs()
        guard unsafe statvfs(path, &facts) == 0 else { return nil }
        return Int64(
            clamping: UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize)).partialValue)
    }
}
