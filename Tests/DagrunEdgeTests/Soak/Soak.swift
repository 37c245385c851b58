// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import DagrunModel
import DagrunSystem
import DagrunTestSupport
import FoundationEssentials
import Synchronization
import Testing

/// A day of a worker's life on virtual time, with a network that comes and goes.
///
/// Beside the scripted server it does what Airflow's scheduler does: it gives up tries that were not heard of for five minutes,
/// queues the next tries, and queues jobs again whose answers were lost.
final class Soak: Sendable {
    private static let hour = 3600.0

    /// What a server knows of a task instance, and what became of it.
    private struct Books {
        var generator: SeededGenerator
        var queued = 0
        /// How often the body of each try ran: `number/try`.
        var bodies: [String: Int] = [:]
        /// The last state of each job.
        var jobs: [String: String] = [:]
        /// How each try ended for the server.
        var ends: [String: String] = [:]
        var memory: [Int] = []
    }

    private let bench = WorkerBench()
    private let network: FlakyNetwork
    private let folder: TemporaryFolder
    private let hours: Double
    private let books: Mutex<Books>

    /// Prepares a day.
    ///
    /// - Parameters:
    ///   - seed: What the jobs and the network are drawn from.
    ///   - hours: How long it takes; the last hour is quiet.
    /// - Throws: When there is no folder for the worker's state.
    init(seed: UInt64, hours: Double) throws {
        folder = try TemporaryFolder()
        self.hours = hours
        books = Mutex(Books(generator: SeededGenerator(seed: seed)))
        network = FlakyNetwork(
            bench.server, clock: bench.clock, seed: seed &+ 1, goodFrom: (hours - 1) * Self.hour)
        bench.server.state.withLock { $0.keepsRecords = false }
    }

    /// Lives through it, and looks whether all is in order at its end.
    func run() async throws {
        let soak = DAG("soak") {
            task("work") { [self] context in try await work(context) }
        }
        try await bench.run([soak]) { configuration in
            configuration.client = network
            configuration.stateFolder = folder.path
            configuration.pollInterval = .seconds(10)
            configuration.machine = { MachineFacts() }
        } meanwhile: { [self] _ in
            for minute in 1...Int(hours * 60) {
                try await bench.wait(60)
                if Double(minute) < (hours - 1) * 60 { queueJobs() }
                schedule()
                if minute % 60 == 0 { books.withLock { $0.memory.append(Self.allocatedBytes) } }
            }
        }
        judge()
    }

    // MARK: The tasks

    /// One task: short, long, talkative, or one that needs two tries.
    private func work(_ context: TaskContext) async throws {
        let number = context.mapIndex
        books.withLock { $0.bodies["\(number)/\(context.tryNumber)", default: 0] += 1 }
        switch number % 4 {
        case 0: break
        case 1: try await context.clock.sleep(for: .seconds(number * 37 % 900))
        case 2: if context.tryNumber == 1 { throw StubBundle.Broken() }
        default:
            for line in 0..<20 {
                context.logger.info("line \(line) of \(number)")
                try await context.clock.sleep(for: .seconds(3))
            }
        }
    }

    // MARK: The scheduler

    private func queueJobs() {
        let numbers = books.withLock { books in
            let count = [0, 0, 1, 1, 2].randomElement(using: &books.generator) ?? 0
            defer { books.queued += count }
            return books.queued..<books.queued + count
        }
        for number in numbers { queue(number, 1) }
    }

    private func queue(_ number: Int, _ attempt: Int) {
        bench.server.queue(
            "soak", "work", id: "\(number)/\(attempt)", tryNumber: attempt, mapIndex: number,
            context: ["should_retry": .bool(attempt == 1), "max_tries": 1])
    }

    private func schedule() {
        let now = bench.clock.now()
        let lost = network.takeLostJobs()
        let ended = bench.server.state.withLock { state in
            for job in lost {
                guard let id = Self.instance(of: job), state.instances[id]?.state == "queued" else { continue }
                state.jobs.append(job)
            }
            for (id, instance) in state.instances where instance.state == "running" {
                guard let heard = instance.lastHeard, now.timeIntervalSince(heard) > 300 else { continue }
                state.instances[id]?.state = "given_up"
            }
            // A job that failed before its try began: the scheduler sees that the two don't match.
            for report in state.jobStates where report.state == "failed" {
                let id = report.key.split(separator: "/").suffix(2).reversed().joined(separator: "/")
                if state.instances[id]?.state == "queued" { state.instances[id]?.state = "given_up" }
            }
            let reports = state.jobStates
            state.jobStates = []
            books.withLock { books in
                for report in reports { books.jobs[report.key] = report.state }
            }
            state.logs = [:]
            state.logTimes = [:]
            var ended: [String: String] = [:]
            for (id, instance) in state.instances where !["queued", "running"].contains(instance.state) {
                // One that was given up may still be spoken of by the worker.
                if instance.state == "given_up", now.timeIntervalSince(instance.lastHeard ?? .distantPast) < 1200 {
                    continue
                }
                ended[id] = instance.state
                state.instances[id] = nil
                state.contexts[id] = nil
                state.workloads[id] = nil
            }
            return ended
        }
        for (id, end) in ended {
            books.withLock { $0.ends[id] = end }
            let parts = id.split(separator: "/").compactMap { Int($0) }
            if parts.count == 2, parts[1] == 1, end != "success" { queue(parts[0], 2) }
        }
    }

    private static func instance(of job: JSONValue) -> String? {
        if case .string(let id)? = job["command"]?["ti"]?["id"] { id } else { nil }
    }

    // MARK: The end

    private func judge() {
        let books = books.withLock { $0 }
        #expect(books.queued > Int(hours) * 20)
        for fate in [FlakyNetwork.Fate.arrives, .neverArrives, .answerIsLost, .isRefused] {
            #expect(network.counts[fate, default: 0] > Int(hours) * 5, "\(fate)")
        }
        let doubled = books.bodies.filter { $0.value > 1 }
        #expect(doubled.isEmpty, "tries whose body ran more than once")
        for number in 0..<books.queued {
            let end = books.ends["\(number)/2"] ?? books.ends["\(number)/1"]
            #expect(["success", "failed", "given_up"].contains(end), "task \(number) hangs")
        }
        #expect(books.ends.values.contains("given_up"))
        let stuck = books.jobs.filter { !["success", "failed"].contains($0.value) }
        #expect(stuck.isEmpty, "jobs that are not told to have ended")
        let (waiting, last) = bench.server.state.withLock { ($0.jobs.count, $0.reports.last) }
        #expect(waiting == 0)
        #expect(last?["jobs_active"] == 0)
        // On the disk only the worker's lock is left.
        #expect(Folders.names(in: folder.path).filter { !$0.hasSuffix(".lock") } == ["worker-bench.logs"])
        #expect(Folders.names(in: "\(folder.path)/worker-bench.logs").isEmpty)
        // What the books of this test hold grows; what the worker holds does not.
        if let first = books.memory.dropFirst(2).first, let end = books.memory.last {
            #expect(end - first < 2 << 20, "memory by the hour: \(books.memory)")
        }
    }

    /// How many bytes of this process's memory are in use.
    private static var allocatedBytes: Int {
        guard let text = try? String(decoding: Data(contentsOf: URL(filePath: "/proc/self/statm")), as: UTF8.self)
        else {
            return 0
        }
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
