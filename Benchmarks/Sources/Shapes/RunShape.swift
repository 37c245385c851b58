// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The DAGs whose runs are measured, all of whose tasks return a ``Payload``.
enum RunShape {
    /// One task.
    static func one() -> DAG {
        DAG("one") { task("only") { _ in Payload(after: []) } }
    }

    /// A thousand tasks that need nothing of each other.
    static func wide(_ count: Int = 1_000) -> DAG {
        DAG("wide") {
            for number in 0..<count {
                task("task_\(number)") { _ in Payload(after: []) }
            }
        }
    }

    /// A task behind the other.
    static func chain(_ count: Int = 100) -> DAG {
        DAG("chain") {
            var last = task("task_0") { _ in Payload(after: []) }
            for number in 1..<count {
                last = task("task_\(number)", last.output) { Payload(after: [$0]) }
            }
        }
    }

    /// A source, then ten times a hundred tasks side by side and a join of them: 1011 tasks and 2000 edges.
    static func diamond(levels: Int = 10, width: Int = 100) -> DAG {
        DAG("diamond") {
            var last = task("source") { _ in Payload(after: []) }
            for level in 0..<levels {
                let head = last
                let ids = (0..<width).map { "level_\(level)_\($0)" }
                let side = ids.map { id in task(id, head.output) { Payload(after: [$0]) } }
                last = task("join_\(level)") { context in
                    var values: [Payload] = []
                    for id in ids { values.append(try await context.pull(id)) }
                    return Payload(after: values)
                }
                side >>> last
            }
        }
    }
}
