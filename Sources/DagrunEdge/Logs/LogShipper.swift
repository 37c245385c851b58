// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

/// Sends a log to the server in chunks, one at a time and in order.
///
/// What surely did not arrive is sent again. What may have arrived is not, for the server appends a chunk even when it
/// answers with an error, and lines would be there twice.
final class LogShipper: Sendable {
    /// How long lines are gathered.
    private static let interval: Duration = .seconds(1)
    /// The most bytes that wait while the server is away.
    private static let limit = 8 << 20
    /// How often the end of a log is tried.
    private static let lastAttempts = 5

    private struct State {
        var buffer = LogBuffer(limit: LogShipper.limit)
        var sender: Task<Void, Never>?
        /// The instant of the last chunk: the server refuses two of one instant.
        var lastInstant: Date?
        var hasSent = false
        var isEnding = false
    }

    private let job: EdgeJob
    private let client: EdgeClient
    private let clock: any RunClock
    private let chunkSize: Int
    private let state = Mutex(State())
    /// The end of the try.
    private let news = Wakeup()

    init(_ job: EdgeJob, _ configuration: EdgeWorkerConfiguration, client: EdgeClient) {
        self.job = job
        self.client = client
        clock = configuration.clock
        chunkSize = max(1, configuration.logChunkSize)
    }

    /// Whether the server has nothing of the log and gets nothing.
    var isUnused: Bool { state.withLock { !$0.hasSent && $0.buffer.isEmpty } }

    /// Takes a line with its end.
    func append(_ line: [UInt8], isDebug: Bool) {
        state.withLock { state in
            state.buffer.append(line, isDebug: isDebug)
            guard state.sender == nil else { return }
            state.sender = Task(executorPreference: clock.executor) {
                await self.news.wait(atMost: Self.interval, on: self.clock)
                await self.send()
            }
        }
    }

    /// Sends what is left.
    func finish() async {
        let sender = state.withLock { state in
            state.isEnding = true
            return state.sender
        }
        // One that gathers or waits for the server goes on at once. One that sends is waited for: a chunk that was cut off may
        // have arrived.
        news.signal()
        await sender?.value
        await send()
    }

    private func send() async {
        var failures = 0
        while let (chunk, instant) = next() {
            do {
                try await client.pushLog(String(decoding: chunk, as: UTF8.self), at: instant, of: job)
                failures = 0
            } catch {
                if error.mayHaveArrived { continue }
                failures += 1
                let isEnding = state.withLock { state in
                    state.buffer.putBack(chunk)
                    if state.isEnding, failures >= Self.lastAttempts { state.sender = nil }
                    return state.isEnding
                }
                if isEnding, failures >= Self.lastAttempts { return }
                let pause = min(.seconds(1) * (1 << min(failures - 1, 5)), .seconds(isEnding ? 4 : 30))
                await news.wait(atMost: pause, on: clock)
            }
        }
    }

    private func next() -> (chunk: [UInt8], instant: Date)? {
        let now = clock.now()
        return state.withLock { state in
            guard let chunk = state.buffer.next(atMost: chunkSize, notice: { Self.notice($0, at: now) }) else {
                state.sender = nil
                return nil
            }
            var instant = now
            if let last = state.lastInstant, instant <= last { instant = last.addingTimeInterval(0.000_01) }
            state.lastInstant = instant
            state.hasSent = true
            return (chunk, instant)
        }
    }

    private static func notice(_ count: Int, at now: Date) -> [UInt8] {
        let line: JSONValue = [
            "timestamp": .string(ISO8601.ts(now)), "level": "warning", "logger": "task",
            "event": .string(
                "\(count) lines are missing here: Airflow could not be reached, and there was no more room"),
        ]
        return CanonicalJSON.bytes(of: line) + [UInt8(ascii: "\n")]
    }
}
