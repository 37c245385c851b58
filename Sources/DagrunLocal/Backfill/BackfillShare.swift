// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// How many runs of a backfill go on at once, and what each may take of what they share.
///
/// All runs together stay within the limits of one: workers and the slots of pools are divided among them.
struct BackfillShare {
    /// The most runs at once.
    let runs: Int
    /// The most task instances of each at once.
    let parallel: Int
    /// The slots of each pool for each run.
    let pools: [String: Int]

    /// Divides.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - configuration: The limits of all runs together.
    ///   - wanted: The most runs at once.
    init(_ document: DAGDocument, _ configuration: LocalRunConfiguration, wanted: Int) {
        var runs = max(1, min(wanted, configuration.parallel))
        for task in document.tasks {
            // These look at other runs, or count instances over all of them.
            if task.dependsOnPast || task.waitForDownstream || task.maxActivePerDAG != nil { runs = 1 }
            if let slots = configuration.pools[task.pool], slots >= 0 {
                runs = min(runs, max(1, slots / max(1, task.poolSlots)))
            }
        }
        self.runs = runs
        parallel = max(1, configuration.parallel / runs)
        let used = Set(document.tasks.map(\.pool))
        pools = Dictionary(
            uniqueKeysWithValues: configuration.pools.map { name, slots in
                (name, slots < 0 || !used.contains(name) ? slots : slots / runs)
            })
    }
}
