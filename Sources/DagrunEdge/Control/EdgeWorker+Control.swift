// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import DagrunSystem
internal import Logging
internal import Synchronization

extension EdgeWorker {
    /// Does what somebody on this machine wants.
    ///
    /// - Parameter request: What.
    /// - Returns: How the worker is then.
    func follow(_ request: ControlRequest) -> JSONValue {
        switch request {
        case .status: break
        case .maintenance(let isOn, let comment): setMaintenance(isOn, comment: comment)
        case .stop(let now):
            logger.notice("told to end by somebody on this machine")
            if now { terminate() } else { drain() }
        }
        return description
    }

    /// How the worker is, for people and programs on its machine.
    private var description: JSONValue {
        let status = status.withLock { $0 }
        let jobs = status.jobs.sorted { $0.key < $1.key }.map { _, job -> JSONValue in
            [
                "dag_id": .string(job.key.dagID), "task_id": .string(job.key.taskID), "run_id": .string(job.key.runID),
                "try_number": .int(Int64(job.key.tryNumber)), "map_index": .int(Int64(job.key.mapIndex)),
                "slots": .int(Int64(job.slots)), "started": .string(ISO8601.ts(job.started)),
            ]
        }
        return [
            "name": .string(configuration.name), "state": .string(status.state.rawValue),
            "server": .string(client.base), "pid": .int(Int64(ProcessEnvironment.processID)),
            "started": .string(ISO8601.ts(started)),
            "last_heartbeat": status.lastHeard.map { .string(ISO8601.ts($0)) } ?? .null,
            "concurrency": .int(Int64(status.concurrency)), "free_concurrency": .int(Int64(status.freeSlots)),
            "queues": status.queues.map { .array($0.map(JSONValue.string)) } ?? .null,
            "maintenance_comment": status.comment.map(JSONValue.string) ?? .null,
            "health": .string(status.health.level.word),
            "health_reasons": .array(status.health.reasons.map { .string($0) }),
            "airflow_version": .string(status.airflowVersion),
            "edge_provider_version": .string(status.edgeProviderVersion),
            "dagrun_version": .string(DagrunVersion.current), "jobs": .array(jobs),
        ]
    }
}
