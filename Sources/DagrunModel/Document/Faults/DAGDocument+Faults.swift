// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DAGDocument {
    /// Everything that keeps the DAG from running as it was meant, at once.
    ///
    /// Texts of cron expressions and time zones are judged by the schedule, not here. The work grows with the size of the
    /// document alone.
    ///
    /// - Parameter knownPools: The names of the pools that there are; `nil` where they are not known, so that pools are
    ///   not judged.
    /// - Returns: The faults of the DAG, then of its parameters, groups, tasks and edges, each in the document's order.
    public func faults(knownPools: Set<String>? = nil) -> [DocumentFault] {
        var finder = FaultFinder(self, knownPools: knownPools)
        finder.checkDAG()
        finder.checkParams()
        finder.checkGroups()
        for task in tasks { finder.checkTask(task) }
        finder.checkGraph()
        return finder.faults
    }
}
