// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunEdge
internal import DagrunLocal

/// Has a running worker take no jobs, or take them again.
struct WorkerMaintenanceCommand: ParsableCommand {
    /// What is wanted.
    enum Wish: String, ExpressibleByArgument, CaseIterable { case on, off }

    static let configuration = CommandConfiguration(
        commandName: "maintenance",
        abstract: "Have a worker on this machine take no more jobs, or take them again.",
        discussion: "Tasks that run go on. Airflow's page shows the worker in maintenance, with the comment.")

    @Argument(help: ArgumentHelp("Whether it takes no more jobs, or takes them again.", valueName: "on|off"))
    var wish: Wish

    @Option(help: "Why, for Airflow's page.")
    var comment: String?

    @OptionGroup var target: WorkerTarget

    func validate() throws {
        if wish == .off, comment != nil {
            throw ValidationError("--comment says why a worker takes no jobs: give it with on")
        }
        // The server's column has 1024 characters, for the comments of all.
        if let comment, comment.count > 500 { throw ValidationError("--comment must have at most 500 characters") }
    }

    func run() async throws {
        try target.send(.maintenance(wish == .on, comment: comment)) { answer in
            guard case .string(let name)? = answer["name"], case .array(let jobs)? = answer["jobs"] else { return [] }
            if wish == .off { return ["\(name) takes jobs again"] }
            return ["\(name) takes no more jobs" + (jobs.isEmpty ? "" : "; those that run go on: \(jobs.count)")]
        }
    }
}
