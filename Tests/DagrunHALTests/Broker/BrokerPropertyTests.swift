// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunTestSupport
import Synchronization
import Testing

@Suite("The line broker, whatever happens at the same time", .timeLimit(.minutes(15)))
struct BrokerPropertyTests {
    /// Who has which line, as the holders themselves see it.
    final class Ledger: Sendable {
        private let state = Mutex<(holders: [String: Int], overlaps: Int, leases: Int)>(([:], 0, 0))

        var overlaps: Int { state.withLock { $0.overlaps } }
        var leases: Int { state.withLock { $0.leases } }
        var isEmpty: Bool { state.withLock { $0.holders.isEmpty } }

        func enter(_ pins: [PinID], _ holder: Int) {
            state.withLock { state in
                state.leases += 1
                for pin in pins where state.holders.updateValue(holder, forKey: "\(pin)") != nil { state.overlaps += 1 }
            }
        }

        func leave(_ pins: [PinID], _ holder: Int) {
            state.withLock { state in
                for pin in pins where state.holders.removeValue(forKey: "\(pin)") != holder { state.overlaps += 1 }
            }
        }
    }

    static func randomConfig(_ random: inout SeededGenerator) -> LineConfig {
        [
            .output(), .output(true, onRelease: .safe(false)), .input(), .watched, .output(onRelease: .keep),
        ].randomElement(using: &random) ?? .input()
    }

    @Test("Leases of random lines never overlap and all end, on threads", arguments: [1, 2, 3] as [UInt64])
    func threads(seed: UInt64) async throws {
        let backend = ScriptedBackend()
        let board = Board(backend, description: .raspberryPi4)
        let ledger = Ledger()
        await withTaskGroup(of: Void.self) { group in
            for holder in 0..<16 {
                group.addTask {
                    var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(holder))
                    for _ in 0..<60 {
                        let pins = Set(
                            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                                PinID.gpio(Int.random(in: 4..<10, using: &random))
                            })
                        let lines = pins.map { ($0, Self.randomConfig(&random)) }
                        let waiting: Duration? = Bool.random(using: &random) ? .seconds(50) : nil
                        do {
                            let lease = try await board.lease(lines, holder: "\(holder)", waiting: waiting)
                            ledger.enter(lease.pins, holder)
                            if let place = lines.firstIndex(where: { $0.1.direction == .output }) {
                                try lease.set(true, at: place)
                            }
                            await Task.yield()
                            ledger.leave(lease.pins, holder)
                            lease.release()
                        } catch {
                            #expect((error as? HALError)?.code == .busy)
                        }
                    }
                }
            }
        }
        #expect(ledger.overlaps == 0 && ledger.isEmpty && ledger.leases > 100)
        #expect(board.broker.holders.isEmpty)
        await board.close()
        #expect((0..<28).allSatisfy { backend.consumer($0) == nil })
    }

    @Test(
        "Leases never overlap and all end when tasks are cancelled, time out, chips come and go",
        arguments: [1, 2, 3, 4] as [UInt64])
    func virtualTime(seed: UInt64) async throws {
        let notes = Notes()
        for _ in 0..<2 {
            try await Bench().run { bench in
                let ledger = Ledger()
                let tasks = (0..<24).map { holder in
                    Task {
                        var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(holder))
                        for _ in 0..<20 {
                            let pins = Set(
                                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                                    PinID.gpio(Int.random(in: 4..<9, using: &random))
                                }
                            ).sorted { "\($0)" < "\($1)" }
                            let lines = pins.map { ($0, Self.randomConfig(&random)) }
                            let waiting = Duration.milliseconds(Int.random(in: 0...400, using: &random))
                            do {
                                let lease = try await bench.board.lease(lines, holder: "\(holder)", waiting: waiting)
                                ledger.enter(lease.pins, holder)
                                defer { ledger.leave(lease.pins, holder) }
                                try await bench.sleep(for: .milliseconds(Int.random(in: 0...80, using: &random)))
                            } catch let error as HALError {
                                guard error.code == .busy || error.code == .gone else { throw error }
                                try await bench.sleep(for: .milliseconds(5))
                            }
                        }
                    }
                }
                var random = SeededGenerator(seed: seed)
                for step in 0..<40 {
                    try await bench.sleep(for: .milliseconds(Int.random(in: 1...60, using: &random)))
                    if step.isMultiple(of: 9) {
                        bench.backend.unplug("gpiochip0")
                        bench.backend.plug("gpiochip0")
                    }
                    if step.isMultiple(of: 5) { tasks.randomElement(using: &random)?.cancel() }
                }
                for task in tasks { _ = await task.result }
                #expect(ledger.isEmpty && bench.board.broker.holders.isEmpty)
                notes.add("\(ledger.leases) leases, \(bench.now)")
            }
        }
        // The same seed gives the same history.
        #expect(notes.all[0] == notes.all[1])
    }
}
