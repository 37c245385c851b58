// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// DAGs for the worker of a test.
enum StubBundle {
    struct Broken: Error, CustomStringConvertible { let description = "broken on purpose" }

    static let noop = DAG("noop") { task("noop", EmptyOperator()) }

    static let slow = DAG("slow") { task("slow") { context in try await context.clock.sleep(for: .seconds(60)) } }

    static let fails = DAG("fails") { task("fails") { () -> Int in throw Broken() } }

    static let failsForGood = DAG("fails_for_good") {
        task("fails") { () -> Int in throw TaskSignal.fail("never again") }
    }

    /// Counts how often its body ran.
    static func counting(_ count: Counter) -> DAG {
        DAG("counting") { task("count") { count.add() } }
    }
}
