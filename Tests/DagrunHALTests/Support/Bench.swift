// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Synchronization

/// A board on a scripted backend, in virtual time.
struct Bench: Sendable {
    let time = VirtualTime()
    let backend: ScriptedBackend
    let board: Board

    init(interlocks: [Interlock] = [], journalCapacity: Int = 1024, handsEvents: Bool = false) {
        backend = ScriptedBackend(clock: time, handsEvents: handsEvents)
        board = Board(
            backend, description: .raspberryPi4,
            wiring: [
                "led": "GPIO17", "button": "BOARD13", "relay": "GPIO22", "heater": "GPIO23", "tank": "GPIO24",
                "far": "expander:3",
            ],
            interlocks: interlocks, journalID: 1, journalCapacity: journalCapacity)
    }

    var now: Timestamp { time.now }

    func sleep(for duration: Duration) async throws { try await time.sleep(for: duration) }

    /// Runs a test in virtual time.
    func run(_ body: @escaping @Sendable (Bench) async throws -> Void) async throws {
        try await time.run { try await body(self) }
    }

    /// Lets everything happen that is due now.
    func settle() async throws { try await sleep(for: .nanoseconds(1)) }

    /// Presses and releases the button so many times.
    func press(_ times: Int = 1) {
        for _ in 0..<times {
            backend.drive(27, true)
            backend.drive(27, false)
        }
    }
}

/// What several tasks did, in order.
final class Notes: Sendable {
    private let list = Mutex<[String]>([])

    var all: [String] { list.withLock { $0 } }

    func add(_ note: String) { list.withLock { $0.append(note) } }
}

extension LineConfig {
    /// How the tests watch a button.
    static let watched = LineConfig.input(bias: .pullDown, edges: .both)
}
