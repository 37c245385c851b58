// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

extension VirtualTime {
    /// A piece of outside work in flight: while there is one, the time stands still.
    public final class Hold: Sendable {
        private let core: VirtualExecutor
        private let isReleased = Atomic<Bool>(false)

        fileprivate init(_ core: VirtualExecutor) { self.core = core }

        deinit { release() }

        /// Lets the time go on; a second call does nothing.
        public func release() {
            guard !isReleased.exchange(true, ordering: .acquiringAndReleasing) else { return }
            let isLast = core.state.withLock { state in
                state.holds -= 1
                return state.holds == 0
            }
            if isLast { core.lookAgain() }
        }
    }

    /// Stops the time until outside work is done; in real time it goes on.
    ///
    /// - Returns: What lets it go on: when released, or when nobody keeps it any more.
    public func hold() -> Hold {
        core.state.withLock { $0.holds += 1 }
        return Hold(core)
    }

    /// Does work that leaves this time, such as a request or a process, and stops the time meanwhile.
    ///
    /// When the work is done, the caller is back on this time before it goes on.
    ///
    /// - Parameter body: The work.
    /// - Returns: What the work returned.
    /// - Throws: What the work throws.
    public func withOutsideWork<Result, Failure: Error>(
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let isOutside = !core.isCurrent
        let hold = hold()
        defer { hold.release() }
        do {
            let result = try await body()
            if !isOutside { await comeBack() }
            return result
        } catch {
            if !isOutside { await comeBack() }
            throw error
        }
    }

    /// Goes on on this time's thread: a task without a preference was resumed on any thread.
    private func comeBack() async {
        // Resumed before it was suspended, a task stays where it is.
        while !core.isCurrent {
            await unsafe withUnsafeContinuation { continuation in perform { unsafe continuation.resume() } }
        }
    }
}
