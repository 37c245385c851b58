// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunLocal

extension LocalRun {
    /// Prepares a run as a command line would, with its journal in a folder.
    ///
    /// - Parameters:
    ///   - dag: The DAG.
    ///   - number: Tells the runs of a folder apart.
    ///   - folder: The folder.
    ///   - clock: Where the time comes from.
    /// - Returns: The run, not begun.
    /// - Throws: What preparing a run throws.
    static func prepared(
        _ dag: DAG, number: Int, in folder: String, clock: any RunClock = SystemClock()
    ) throws -> LocalRun {
        var configuration = LocalRunConfiguration()
        configuration.root = folder
        configuration.runID = "run_\(number)"
        configuration.packageFolder = nil
        configuration.clock = clock
        return try LocalRun(dag, configuration)
    }
}
