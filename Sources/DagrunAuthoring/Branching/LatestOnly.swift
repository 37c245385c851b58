// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

/// Declares a task that skips what is right behind it in runs that are not the latest of the schedule.
///
/// ```swift
/// latestOnly("latest") >>> notify
/// ```
///
/// A run is the latest from its own fire time until the next one. Runs by hand always go on, and so do those of DAGs
/// whose schedule has no fire times, such as assets. Only the tasks right behind are skipped here; the trigger rules of
/// the others decide. Airflow's `LatestOnlyOperator`.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
/// - Returns: The task.
@discardableResult
public func latestOnly(_ id: String, filePath: String = #filePath, line: Int = #line) -> TaskHandle<NoOutput> {
    let schedule = DAGScope.required("task “\(id)”").schedule
    let task = closureTask(id, [], filePath, line, operatorName: "LatestOnlyOperator") { context in
        if try LatestRun(context.run, of: schedule).isLatest(at: context.clock.now()) {
            context.logOutput("the latest run of the schedule: goes on")
        } else {
            context.logOutput("not the latest run of the schedule: skips what is right behind")
            context.decide(.follow([]))
        }
        return NoOutput()
    }
    task.node.update { $0.definition.kind = .branch }
    return task
}
