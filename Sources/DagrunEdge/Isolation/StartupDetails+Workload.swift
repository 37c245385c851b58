// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCoordinator
internal import DagrunModel
internal import FoundationEssentials

extension StartupDetails {
    /// What a process is told of a job and of what the server said about it.
    init(_ workload: TaskWorkload, _ context: RunContext, host: String, at start: Date) {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        let carrier: JSONValue = workload.traceParent.map { ["traceparent": .string($0)] } ?? .null
        self.init(
            instanceID: workload.instanceID, taskID: workload.taskID, tryNumber: workload.tryNumber,
            mapIndex: workload.mapIndex, context: context,
            others: [
                "hostname": .string(host), "queue": text(workload.queue), "context_carrier": carrier,
                "dag_version_id": text(workload.dagVersionID),
            ], dagPath: workload.dagPath ?? "",
            bundle: ["name": text(workload.bundleName), "version": text(workload.bundleVersion)], startDate: start)
    }
}
