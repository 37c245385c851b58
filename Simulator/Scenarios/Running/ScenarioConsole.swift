// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// What a program says, as steps of a scenario wait for it.
///
/// Wokwi's `wait-serial` listens to a microcontroller's serial output. A board that runs Linux has none; beside a DAG its place is
/// taken by the logs of the tasks.
public final class ScenarioConsole: Sendable {
    private struct State {
        // What was said since the last step that waited for something went on.
        var text = ""
        var waiter: (text: String, continuation: CheckedContinuation<Void, Never>)?
    }

    /// How many characters are kept at least; what is older can't be waited for.
    private static let limit = 1 << 20

    private let state = Mutex(State())

    /// Makes a console on which nothing was said yet.
    public init() {}

    /// Says something.
    ///
    /// - Parameter text: What is said; line breaks are part of it.
    public func append(_ text: String) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.text += text
            if state.text.utf8.count > 2 * Self.limit { state.text = String(state.text.suffix(Self.limit)) }
            guard let waiter = state.waiter, Self.take(waiter.text, from: &state.text) else { return nil }
            state.waiter = nil
            return waiter.continuation
        }
        waiter?.resume()
    }

    /// Waits until a text was said, and forgets all up to its end.
    ///
    /// - Parameter text: The text.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func wait(for text: String) async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWaiting = state.withLock { state in
                    guard !Task.isCancelled, !Self.take(text, from: &state.text) else { return false }
                    state.waiter = (text, continuation)
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.continuation.resume()
        }
        try Task.checkCancellation()
    }

    private static func take(_ text: String, from said: inout String) -> Bool {
        guard let range = said.firstRange(of: text) else { return false }
        said = String(said[range.upperBound...])
        return true
    }
}
