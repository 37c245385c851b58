// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunLocal
import DagrunSimulator
import FoundationEssentials

/// Sleeps on virtual time, per second of processor time, and a sensor that looks for six hours.
enum VirtualTimeBenchmark: Benchmark {
    static let name = "virtual-time"
    private static let rounds = 9
    private static let sleeps = 400_000
    private static let naiveSleeps = 8_000
    private static let orders = 20

    @concurrent static func run() async throws {
        for tasks in [16, 1000] {
            let naive = try await Samples(5) { try await naiveRate(tasks: tasks) }
            let injected = try await Samples(rounds) {
                try await rate(tasks: tasks) { time in { try await time.sleep(for: $0) } }
            }
            let plain = try await Samples(rounds) {
                try await rate(tasks: tasks) { _ in { try await Task.sleep(for: $0) } }
            }
            let baseline = ("actor that yields", naive)
            try Figure(
                name, "sleeps_of_\(tasks)_tasks", injected, unit: "M/s", target: .atLeast(1), baseline: baseline
            ).print()
            try Figure(
                name, "task_sleeps_of_\(tasks)_tasks", plain, unit: "M/s", target: .atLeast(1), baseline: baseline
            ).print()
            try Figure(
                name, "orders_of_\(tasks)_tasks_in_\(orders)_runs", Samples([try await differentOrders(tasks: tasks)]),
                unit: "orders", target: .atMost(1)
            ).print()
        }
        try await sensor()
    }

    private typealias Sleep = @Sendable (Duration) async throws -> Void

    private static func rate(tasks: Int, _ sleep: (VirtualTime) -> Sleep) async throws -> Double {
        let time = VirtualTime()
        let sleep = sleep(time)
        let begin = Process.processorSeconds
        try await time.run { try await SleepShape.run(tasks: tasks, sleeps: sleeps, sleep: sleep) }
        return Double(sleeps) / (Process.processorSeconds - begin) / 1e6
    }

    private static func naiveRate(tasks: Int) async throws -> Double {
        let clock = NaiveClock()
        let begin = Process.processorSeconds
        try await clock.drive {
            try await SleepShape.run(tasks: tasks, sleeps: naiveSleeps) { try await clock.sleep(for: $0) }
        }
        return Double(naiveSleeps) / (Process.processorSeconds - begin) / 1e6
    }

    /// How many different orders of waking there are in so many runs.
    private static func differentOrders(tasks: Int) async throws -> Double {
        var orders: Set<UInt64> = []
        for _ in 0..<Self.orders {
            let time = VirtualTime()
            let hash = OrderHash()
            try await time.run {
                try await SleepShape.run(tasks: tasks, sleeps: sleeps / 10) { number in
                    hash.add(Int64(number))
                    hash.add(time.now.nanoseconds)
                } sleep: {
                    try await time.sleep(for: $0)
                }
            }
            orders.insert(hash.value)
        }
        return Double(orders.count)
    }

    /// A DAG whose sensor looks every minute for six hours, with its journal on disk.
    private static func sensor() async throws {
        let dag = DAG("sensor") {
            let wait = task("wait", WaitSensor(.hours(6)).mode(.reschedule).interval(.minutes(1)))
            wait >>> task("after") { 1 }
        }
        let folder = try TemporaryFolder()
        func measured(_ number: Int, _ clock: any RunClock) throws -> LocalRun {
            try LocalRun.prepared(dag, number: number, in: folder.path, clock: clock)
        }
        func check(_ record: RunRecord, since begin: Double) throws -> Double {
            guard record.state == .success, let end = record.end, end.timeIntervalSince(record.start) == 21_600 else {
                throw BenchmarkError(description: "a run of sensor ended as \(record.state)")
            }
            return (Process.monotonicSeconds - begin) * 1e3
        }
        var wall: [Double] = []
        var naive: [Double] = []
        for number in 0..<40 {
            let run = try measured(2 * number, VirtualClock())
            let begin = Process.monotonicSeconds
            wall.append(try check(await run.execute(), since: begin))
            let clock = NaiveClock()
            let slow = try measured(2 * number + 1, clock)
            let middle = Process.monotonicSeconds
            try await clock.drive { _ = await slow.execute() }
            naive.append((Process.monotonicSeconds - middle) * 1e3)
        }
        try Figure(
            name, "sensor_of_6_hours", Samples(Array(wall.dropFirst(5))), unit: "ms", target: .atMost(20),
            baseline: ("actor that yields", Samples(Array(naive.dropFirst(5))))
        ).print()
    }
}
