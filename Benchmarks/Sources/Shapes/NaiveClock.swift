// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import FoundationEssentials

/// A virtual clock as one writes it first: an actor that yields a few times, hopes that nobody has anything left to do, and
/// goes to the next sleeper.
///
/// How often it yields is what others settled on; fewer make it quicker and wrong more often.
actor NaiveClock: RunClock {
    private static let yields = 10
    private static let start = VirtualClock.defaultStart

    private var elapsed: Duration = .zero
    private var lastID = 0
    private var sleepers: [(due: Duration, id: Int, continuation: CheckedContinuation<Void, Never>)] = []
    // `now()` can't wait for the actor.
    private let present = Present()

    nonisolated func now() -> Date { Self.start.addingTimeInterval(present.elapsed / .seconds(1)) }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        lastID += 1
        let (due, id) = (elapsed + duration, lastID)
        await withCheckedContinuation { continuation in
            let place = sleepers.firstIndex { ($0.due, $0.id) < (due, id) } ?? sleepers.endIndex
            sleepers.insert((due, id, continuation), at: place)
        }
    }

    /// Goes from sleeper to sleeper while some work is done.
    nonisolated func drive(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let driver = Task {
            while !Task.isCancelled {
                for _ in 0..<Self.yields { await Task.yield() }
                await wakeNext()
            }
        }
        defer { driver.cancel() }
        try await work()
    }

    private func wakeNext() {
        guard let next = sleepers.popLast() else { return }
        elapsed = max(elapsed, next.due)
        present.set(elapsed)
        next.continuation.resume()
    }
}
