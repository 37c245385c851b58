// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAuthoring
internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator

/// The bundle whose program is running.
struct LoadedBundle: Sendable {
    @TaskLocal static var current = LoadedBundle(dags: [], pools: [:])

    /// The slots of `default_pool`, as in Airflow.
    static let defaultPoolSlots = 128

    let dags: [DAG]
    let pools: [String: Int]
    let wiring: [String: PinID]
    let interlocks: [Interlock]
    let boards: [String: DeclaredBoard]
    /// The types of parts that diagrams may hold besides the simulator's.
    private let ownParts: [any Part.Type]
    let callbacks: [String: CallbackCall.Handler]

    init(
        dags: [DAG], pools: [String: Int], wiring: [String: PinID] = [:], interlocks: [Interlock] = [],
        boards: [String: DeclaredBoard] = [:], parts: [any Part.Type] = [],
        callbacks: [String: CallbackCall.Handler] = [:]
    ) {
        self.dags = dags
        self.pools = ["default_pool": Self.defaultPoolSlots].merging(pools) { $1 }
        self.wiring = wiring
        self.interlocks = interlocks
        self.boards = boards
        ownParts = parts
        self.callbacks = callbacks
    }

    init(_ bundle: some DAGBundle) {
        self.init(
            dags: bundle.dags, pools: bundle.pools, wiring: bundle.wiring, interlocks: bundle.interlocks,
            boards: bundle.boards, parts: bundle.parts, callbacks: bundle.airflowCallbacks)
    }

    /// The types of parts that diagrams may hold.
    ///
    /// Made when a board is: whoever has none need not read the simulator's code.
    var parts: PartRegistry { PartRegistry.standard.adding(ownParts) }

    /// All that is wrong with the DAGs, those among them that have one id included.
    var faults: [DAGFault] {
        var seen: Set<String> = []
        return dags.flatMap { faults(of: $0, isRepeated: !seen.insert($0.id).inserted) }
    }

    /// What is wrong with the DAG of an id; the bodies of others are not looked at.
    func faults(of id: String) -> [DAGFault] {
        dags.filter { $0.id == id }.enumerated().flatMap { faults(of: $1, isRepeated: $0 > 0) }
    }

    /// A DAG that can be run.
    ///
    /// - Parameter id: The DAG's id.
    /// - Returns: The DAG.
    /// - Throws: ``RunError`` when there is none of that id; ``DAGLoadError`` when it is not right.
    func dag(_ id: String) throws -> DAG {
        let dag = try anyDAG(id)
        let faults = faults(of: id)
        guard faults.isEmpty else { throw DAGLoadError(faults: faults) }
        return dag
    }

    /// A DAG, right or not.
    func anyDAG(_ id: String) throws(RunError) -> DAG {
        if let dag = dags.first(where: { $0.id == id }) { return dag }
        let ids = dags.map(\.id)
        let known = ids.isEmpty ? "; the bundle has none" : "; there are \(ids.joined(separator: ", "))"
        let hint = Suggestion.closest(to: id, in: ids).map { "; did you mean “\($0)”?" } ?? known
        throw .badOption("there is no DAG “\(id)”\(hint)")
    }

    private func faults(of dag: DAG, isRepeated: Bool) -> [DAGFault] {
        var faults = dag.faults
        if isRepeated {
            faults.append(
                DAGFault(
                    dagID: dag.id, subject: dag.id, message: "the bundle has two DAGs of this id; give one another",
                    location: dag.location))
        }
        return faults + poolFaults(dag)
    }

    private func poolFaults(_ dag: DAG) -> [DAGFault] {
        // Two tasks may have one id: that is a fault, too, and each has its own place.
        zip(dag.document.tasks, dag.taskLocations).compactMap { task, location in
            guard pools[task.pool] == nil else { return nil }
            let hint = Suggestion.closest(to: task.pool, in: pools.keys.sorted()).map { "; did you mean “\($0)”?" }
            return DAGFault(
                dagID: dag.id, subject: task.taskID,
                message: "task \(task.taskID) names the pool “\(task.pool)”, which the bundle does not declare in"
                    + " `pools`\(hint ?? "")",
                location: location)
        }
    }
}
