// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import Logging
import Synchronization
import Testing

/// What a worker says for itself, beside the logs of tasks.
@Suite struct WorkerLogTests {
    private let bench = WorkerBench()

    @Test(
        "The end of a job is told as that of its task, as a warning where it failed",
        arguments: [
            ("noop", "noop", "info success"), ("fails", "fails", "warning failed"),
            ("noop", "gone", "info up_for_reschedule"),
        ])
    func tellsEnds(_ dag: String, _ task: String, _ expected: String) async throws {
        let ends = Mutex<[String]>([])
        let logger = Logger(label: "bench") { _ in
            MessageHandler(events: { event in
                guard event.message == "ended a job", let state = event.metadata?["state"] else { return }
                ends.withLock { $0.append("\(event.level) \(state)") }
            })
        }
        bench.server.queue(dag, task)
        try await bench.run([StubBundle.noop, StubBundle.fails], logger: logger) { _ in try await bench.wait(3) }
        #expect(ends.withLock { $0 } == [expected])
    }

    @Test("A task that the bundle doesn't have is told as a warning, with what is missing")
    func tellsWhatIsMissing() async throws {
        let warnings = Mutex<[String]>([])
        let logger = Logger(label: "bench") { _ in
            MessageHandler(events: { event in
                guard event.level == .warning, let reason = event.metadata?["reason"] else { return }
                warnings.withLock { $0.append("\(event.message): \(reason)") }
            })
        }
        bench.server.queue("elsewhere", "task")
        try await bench.run([StubBundle.noop], logger: logger) { _ in try await bench.wait(3) }
        #expect(warnings.withLock { $0 } == ["a task is not in the bundle: the bundle has no DAG elsewhere"])
    }
}
