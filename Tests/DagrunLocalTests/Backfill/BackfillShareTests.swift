// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@testable import DagrunLocal

@Suite struct BackfillShareTests {
    private func share(wanted: Int, parallel: Int = 32, _ change: (inout TaskDefinition) -> Void = { _ in })
        -> BackfillShare
    {
        var task = TaskDefinition(taskID: "a")
        change(&task)
        var configuration = LocalRunConfiguration()
        configuration.parallel = parallel
        configuration.pools = ["default_pool": 128, "small": 3, "endless": -1]
        return BackfillShare(
            DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: [task]), configuration, wanted: wanted)
    }

    @Test func `all runs together stay within the workers and the slots`() {
        let share = share(wanted: 16)
        #expect(share.runs == 16)
        #expect(share.parallel == 2)
        #expect(share.pools == ["default_pool": 8, "small": 3, "endless": -1])
        #expect(self.share(wanted: 16, parallel: 3).runs == 3)
        #expect(self.share(wanted: 0).runs == 1)
    }

    @Test func `a small pool lets as many runs go on as have slots`() {
        #expect(share(wanted: 16) { $0.pool = "small" }.runs == 3)
        #expect(share(wanted: 16) { $0.pool = "small" }.pools["small"] == 1)
        let heavy = share(wanted: 16) {
            $0.pool = "small"
            $0.poolSlots = 2
        }
        #expect(heavy.runs == 1)
        #expect(heavy.pools["small"] == 3)
        #expect(share(wanted: 16) { $0.pool = "endless" }.runs == 16)
        #expect(share(wanted: 16) { $0.pool = "endless" }.pools["endless"] == -1)
    }

    @Test func `runs that look at each other go on one at a time`() {
        #expect(share(wanted: 16) { $0.dependsOnPast = true }.runs == 1)
        #expect(share(wanted: 16) { $0.waitForDownstream = true }.runs == 1)
        #expect(share(wanted: 16) { $0.maxActivePerDAG = 4 }.runs == 1)
    }
}
