// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTesting
import Testing

/// The same battery on a virtual board, which may not be kinder than a kernel.
@Suite("A virtual board", .timeLimit(.minutes(15)))
struct VirtualConformanceTests {
    @Test("does what every backend does", arguments: HardwareCheck.all, [QueueRule.dropsOldest, .dropsNewest])
    func conforms(check: HardwareCheck, rule: QueueRule) async throws {
        let time = VirtualTime()
        let bench = try VirtualBench(in: time, queueRule: rule)
        try await time.run { try await check.run(on: bench) }
    }
}
