// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

/// What a task throws that is to fail.
struct TestError: Error, CustomStringConvertible {
    var description = "it went wrong"
}

enum OneTwo: String, BranchChoice {
    case one, two
}

/// Never sees what it waits for, and says how often it gave its slot back when it looks.
struct LookingSensor: Sensor {
    typealias Output = NoOutput

    var seen: @Sendable (Int) -> Void

    func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        seen(context.rescheduleCount)
        return .notYet
    }
}
