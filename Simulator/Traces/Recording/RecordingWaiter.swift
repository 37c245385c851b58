// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// The number that a waiter has, once it has one, for who cancels it.
final class RecordingWaiter: Sendable {
    private enum Stage { case new, waiting(Int), cancelled }

    private let stage = Mutex(Stage.new)

    /// The waiter got a number.
    ///
    /// - Returns: Whether it is to wait; it was cancelled else.
    func begin(_ number: Int) -> Bool {
        stage.withLock { stage in
            if case .cancelled = stage { return false }
            stage = .waiting(number)
            return true
        }
    }

    /// Cancels the waiter.
    ///
    /// - Returns: Its number; nil when it has none yet.
    func cancel() -> Int? {
        stage.withLock { stage in
            defer { stage = .cancelled }
            if case .waiting(let number) = stage { return number }
            return nil
        }
    }
}
