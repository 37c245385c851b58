// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunEdge
internal import DagrunLocal

/// Ends a running worker.
struct WorkerStopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "End a worker that runs on this machine: it takes no more jobs, and ends once those that run have.",
        discussion: "The command does not wait for that. A worker that systemd runs is ended with systemctl stop.")

    @Flag(help: "Cancel the tasks that run; Airflow tries them again where retries are left.")
    var now = false

    @OptionGroup var target: WorkerTarget

    func run() async throws {
        try target.send(.stop(now: now)) { answer in
            guard case .string(let name)? = answer["name"], case .array(let jobs)? = answer["jobs"] else { return [] }
            if jobs.isEmpty || now { return ["\(name) ends"] }
            return ["\(name) takes no more jobs, and ends once those that run have: \(jobs.count)"]
        }
    }
}
