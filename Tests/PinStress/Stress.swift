// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunSystem
import DagrunTestSupport
import Synchronization

/// What is done to pins at random, and what was found wrong about it.
final class Stress: Sendable {
    private static let lines = [4, 5, 6, 12, 13, 16, 20, 21]
    // The board keeps what it once had, so it has few that others want, too.
    private static let claimed = Array(lines[..<6])
    private static let leased = Array(lines[5...])

    private let world: any PinWorld
    private let backend: LinuxBackend
    private let board: Board
    private let isOver = Atomic(false)
    private let faults = Mutex<[String]>([])
    /// How often what was done, and what was refused for which reason.
    private let counts = Mutex<[String: Int]>([:])

    init(_ world: any PinWorld, _ library: GPIOLibrary) {
        self.world = world
        backend = LinuxBackend(library: library, root: world.root)
        board = Board(backend, description: .raspberryPi4)
    }

    var result: (faults: [String], counts: [String: Int]) { (faults.withLock { $0 }, counts.withLock { $0 }) }

    /// Claims, uses and lets go of lines in several tasks at once, while the outside pulls at them.
    ///
    /// - Parameters:
    ///   - cycles: How often.
    ///   - seed: What is done.
    func run(cycles: Int, seed: UInt64) async {
        async let outside: Void = pull(seed)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var random = SeededGenerator(seed: seed &* 4 &+ UInt64(worker))
                    // Half of them on the thread that waits for edges.
                    let executor = worker.isMultiple(of: 2) ? self.board.edgeExecutor : nil
                    await withTaskExecutorPreference(executor) {
                        for _ in 0..<(cycles / 4) {
                            if Int.random(in: 0..<4, using: &random) == 0 {
                                await self.lease(&random)
                            } else {
                                await self.claim(&random)
                            }
                        }
                    }
                }
            }
        }
        isOver.store(true, ordering: .releasing)
        await outside
        isOver.store(false, ordering: .releasing)
    }

    /// Takes the chip away and puts it back as often as it says, beside ``run(cycles:seed:)``.
    func unplug(times: Int) async {
        for _ in 0..<times {
            for _ in 0..<50 { await Task.yield() }
            world.plug(false)
            for _ in 0..<10 { await Task.yield() }
            world.plug(true)
            count("unplugged")
        }
    }

    /// Lets go of all.
    func end() async { await board.close() }

    /// Whether a line can be claimed as ever, and none is in use.
    func look() {
        do {
            for line in Self.lines where try backend.lineInfo(LineAddress(chip: world.chip, offset: line)).isUsed {
                complain("line \(line) is still in use")
            }
            try backend.request(
                Self.lines.map { LineAddress(chip: world.chip, offset: $0) }, Self.lines.map { _ in .input() },
                consumer: "stress"
            ).release()
        } catch {
            complain("in the end: \(error)")
        }
    }

    func complain(_ what: String) { faults.withLock { $0.append(what) } }

    private func count(_ what: String) { counts.withLock { $0[what, default: 0] += 1 } }

    // MARK: The world

    private func pull(_ seed: UInt64) async {
        var random = SeededGenerator(seed: ~seed)
        while !isOver.load(ordering: .acquiring) {
            for _ in 0..<8 {
                world.pull(Self.lines[Int.random(in: 0..<8, using: &random)], up: Bool.random(using: &random))
            }
            await Task.yield()
        }
    }

    // MARK: Programs

    private func config(_ random: inout SeededGenerator) -> LineConfig {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .output(Bool.random(using: &random), onRelease: .safe(false))
        case 1: .output(Bool.random(using: &random), onRelease: .keep)
        case 2: .output(Bool.random(using: &random), activeLow: true, onRelease: .input)
        case 3: .input(bias: .pullUp, activeLow: true)
        case 4: .input(edges: .both, debounce: .microseconds(Int.random(in: 0..<300, using: &random)))
        default: .input(edges: .both)
        }
    }

    private func claim(_ random: inout SeededGenerator) async {
        let chosen = Self.claimed.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
        var configs = chosen.map { _ in config(&random) }
        await attempt("claim") {
            let request = try backend.request(
                chosen.map { LineAddress(chip: world.chip, offset: $0) }, configs, consumer: "stress")
            let audit = EventAudit(chosen.count)
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                switch Int.random(in: 0..<6, using: &random) {
                case 0: _ = try request.values(mask: .max)
                case 1:
                    for place in chosen.indices where configs[place].direction == .output {
                        try request.set(Bool.random(using: &random), at: place)
                    }
                case 2:
                    let place = Int.random(in: 0..<chosen.count, using: &random)
                    let wanted = config(&random)
                    var others = configs
                    others[place] = wanted
                    await attempt("reconfigure") {
                        try request.reconfigure(others)
                        configs = others
                    }
                case 3: if let event = try request.pollEvent() { audit.take(event, self) }
                case 4:
                    _ = request.handEvents { result in
                        for event in (try? result.get()) ?? [] { audit.take(event, self) }
                    }
                default: await wait(request, audit, &random)
                }
            }
            if Bool.random(using: &random) { request.release() }
        }
    }

    /// Waits for an edge that may never come, and is told at some moment not to.
    private func wait(_ request: any LineRequest, _ audit: EventAudit, _ random: inout SeededGenerator) async {
        let waiting = Task {
            await self.attempt("wait") { audit.take(try await request.nextEvent(), self) }
        }
        for _ in 0..<Int.random(in: 0..<20, using: &random) { await Task.yield() }
        waiting.cancel()
        await waiting.value
    }

    private func lease(_ random: inout SeededGenerator) async {
        let line = Self.leased[Int.random(in: 0..<3, using: &random)]
        let config = config(&random)
        let yields = Int.random(in: 0..<30, using: &random)
        let task = Task {
            await self.attempt("lease") {
                let lease = try await self.board.lease(
                    PinID("\(self.world.chip):\(line)"), config, holder: "stress", waiting: .milliseconds(20))
                if config.direction == .output {
                    try lease.set(true)
                } else if config.edges != .none {
                    var events = lease.events().makeAsyncIterator()
                    _ = try await events.next()
                }
                lease.release()
            }
        }
        for _ in 0..<yields { await Task.yield() }
        task.cancel()
        await task.value
    }

    /// Does something that may be refused: the line is somebody else's, the chip is away, a call failed that was to fail.
    private func attempt(_ what: String, _ body: () async throws -> Void) async {
        do {
            try await body()
            count(what)
        } catch is CancellationError {
            count("\(what), cancelled")
        } catch let error as HALError {
            count("\(what), \(error.errno.map { SystemMessage.text($0) } ?? error.reason)")
            switch error.code {
            case .busy, .gone, .notFound, .timedOut, .unsupported, .system: break
            default: complain("\(what): \(error)")
            }
        } catch {
            complain("\(what): \(error)")
        }
    }
}
