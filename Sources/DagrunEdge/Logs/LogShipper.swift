// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

/// Sends a log to the server in chunks, one at a time and in order.
final class LogShipper: Sendable {
    /// How long lines are gathered.
    private static let interval: Duration = .seconds(1)

    private struct State {
        /// Lines that were not sent yet.
        var pending: [UInt8] = []
        var sender: Task<Void, Never>?
        /// The instant of the last chunk: the server refuses two of one instant.
        var lastInstant: Date?
    }

    private let job: EdgeJob
    private let client: EdgeClient
    private let clock: any RunClock
    private let chunkSize: Int
    private let state = Mutex(State())

    init(_ job: EdgeJob, _ configuration: EdgeWorkerConfiguration, client: EdgeClient) {
        self.job = job
        self.client = client
        clock = configuration.clock
        chunkSize = max(1, configuration.logChunkSize)
    }

    /// Takes a line with its end.
    func append(_ line: [UInt8]) {
        state.withLock { state in
            state.pending += line
            guard state.sender == nil else { return }
            state.sender = Task(executorPreference: clock.executor) {
                guard (try? await self.clock.sleep(for: Self.interval)) != nil else { return }
                await self.send()
            }
        }
    }

    /// Sends what is left.
    func finish() async {
        let sender = state.withLock { $0.sender }
        // One that gathers need not wait any longer; one that sends is waited for.
        sender?.cancel()
        await sender?.value
        await send()
    }

    private func send() async {
        while let (chunk, instant) = next() {
            do {
                try await client.pushLog(chunk, at: instant, of: job)
            } catch {
                // The local file has it. The server may have it too: sent again, it would be there twice.
                continue
            }
        }
    }

    /// Takes a chunk, cut behind a line where there is one.
    private func next() -> (text: String, instant: Date)? {
        let now = clock.now()
        return state.withLock { state in
            guard !state.pending.isEmpty else {
                state.sender = nil
                return nil
            }
            var end = min(chunkSize, state.pending.count)
            if end < state.pending.count, let line = state.pending[..<end].lastIndex(of: UInt8(ascii: "\n")) {
                end = line + 1
            }
            let chunk = String(decoding: state.pending[..<end], as: UTF8.self)
            state.pending.removeFirst(end)
            var instant = now
            if let last = state.lastInstant, instant <= last { instant = last.addingTimeInterval(0.000_01) }
            state.lastInstant = instant
            return (chunk, instant)
        }
    }
}
