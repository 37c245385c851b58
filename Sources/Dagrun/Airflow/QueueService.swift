// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow

/// Who runs the tasks of a queue, as far as a server shows it.
struct QueueService {
    let workers: [ListedWorker]
    /// Nil where the server does not show its configuration.
    let coordinators: CoordinatorSettings?
    /// `[core] executor`; nil where the server does not show it.
    let executor: String?

    /// The coordinator that the settings give a queue to.
    func coordinator(of queue: String) -> String? { coordinators?.coordinator(of: queue) }

    /// Whether tasks of a queue are run by somebody.
    ///
    /// - Parameters:
    ///   - queue: The queue's name.
    ///   - name: The executor that they name.
    /// - Returns: Whether they are, and by whom; or why not, and what to do.
    func judgement(of queue: String, executor name: String?) -> (isGood: Bool, text: String) {
        let entry = entry(of: name)
        if let executor, let name, entry == nil, !executor.contains(";") {
            return (false, "has tasks for the executor \(name), which is not in [core] executor = \(executor)")
        }
        let handsToWorkers = entry?.contains("EdgeExecutor")
        let coordinator = coordinator(of: queue)
        if let coordinator, coordinators?.has(coordinator) == false {
            return (false, "is mapped to the coordinator \(coordinator), which [sdk] coordinators does not have")
        }
        // The edge executor hands tasks to workers; it is those that may start a coordinator.
        if let coordinator, handsToWorkers != true { return (true, "is run by the coordinator \(coordinator)") }
        let serving = workers.filter { $0.serves(queue) }
        let names = serving.filter(\.isAtWork).map(\.name)
        if !names.isEmpty {
            let text =
                "is served by \(names.count == 1 ? "the worker" : "the workers") \(names.joined(separator: ", "))"
            guard handsToWorkers == false else { return (true, text) }
            return (
                false,
                "\(text), but Airflow's executor \(executor ?? "") gives workers nothing: set [core] executor ="
                    + " airflow.providers.edge3.executors.EdgeExecutor, and mind that `airflow standalone` always takes its own"
            )
        }
        let away = serving.map { "\($0.name): \($0.state)" }.joined(separator: ", ")
        let found = "has no edge worker\(away.isEmpty ? "" : " at work (\(away))")"
        if coordinators == nil {
            return (
                false,
                "\(found), and the server does not show whether a coordinator runs it: set [api] expose_config ="
                    + " non-sensitive-only, or look at [sdk] queue_to_coordinator yourself"
            )
        }
        if let coordinator {
            return (
                false,
                "\(found), and the edge executor leaves the coordinator \(coordinator) to workers: set [core] executor"
            )
        }
        return (
            false, "\(found) and no coordinator: start `worker --queues \(queue)`, or set [sdk] queue_to_coordinator"
        )
    }

    /// The executor that takes tasks, as it stands in `[core] executor`; nil where that is not known.
    ///
    /// Tasks that name none go to the first. Each may have an alias in front, and each team has a list of its own.
    private func entry(of name: String?) -> Substring? {
        guard let executor, !executor.contains(";") else { return nil }
        let entries = executor.split { $0 == "," || $0 == " " }
        guard let name else { return entries.first ?? "" }
        return entries.first { entry in
            entry.split(separator: ":").contains { $0 == name || $0.hasSuffix(".\(name)") }
        }
    }
}
