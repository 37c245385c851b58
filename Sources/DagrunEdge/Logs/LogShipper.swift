// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials
internal import Synchronization

/// Sends a log to the server in chunks, one at a time and in order.
///
/// What surely did not arrive is sent again. What may have arrived is not, for the server appends a chunk even when it
/// answers with an error, and lines would be there twice.
final class LogShipper: Sendable {
    /// What became of a chunk.
    enum Step {
        /// It was sent, or there is no use in sending it.
        case gone
        /// It did not arrive.
        case failed
        /// There is none.
        case nothing
    }

    /// How long lines are gathered.
    private static let interval: Duration = .seconds(1)
    /// The most bytes that wait in memory, where they can't wait on the disk.
    private static let memoryLimit = 8 << 20
    /// How often the end of a log is tried that can't be left to the keeper.
    private static let lastAttempts = 5
    /// What a proxy takes for sure.
    private static let smallestChunk = 1024

    private struct State {
        var queue: LogQueue
        var chunkSize: Int
        var sender: Task<Void, Never>?
        /// The instant of the last chunk, in microseconds since 1970: the server refuses two of one instant.
        var lastInstant: Int64
        var hasSent = false
        var isEnding = false
    }

    private let owner: LogOwner
    private let client: EdgeClient
    private let clock: any RunClock
    private let keeper: LogKeeper?
    private let state: Mutex<State>
    /// The end of the try.
    private let news = Wakeup()

    init(_ job: EdgeJob, _ configuration: EdgeWorkerConfiguration, client: EdgeClient, keeper: LogKeeper) {
        owner = LogOwner(server: client.base, key: job.key, taskInstanceID: job.taskInstanceID)
        self.client = client
        self.keeper = keeper
        clock = configuration.clock
        state = Mutex(
            State(
                queue: LogQueue(
                    owner, path: keeper.makePath(), limit: LogKeeper.limitOfFile, memoryLimit: Self.memoryLimit),
                chunkSize: max(1, configuration.logChunkSize), lastInstant: 0))
    }

    /// Sends what a file has.
    init(_ spool: sending LogSpool, _ configuration: EdgeWorkerConfiguration, client: EdgeClient) {
        owner = spool.owner
        self.client = client
        keeper = nil
        clock = configuration.clock
        let queue = LogQueue(spool)
        let last = queue.lastInstant
        state = Mutex(State(queue: queue, chunkSize: max(1, configuration.logChunkSize), lastInstant: last))
    }

    /// Whether the server has nothing of the log and gets nothing.
    var isUnused: Bool { state.withLock { !$0.hasSent && $0.queue.isEmpty } }

    /// Takes a line with its end.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - isDebug: Whether it goes first when there is no more room.
    ///   - isLast: Whether the log ends with it, so that it is sent at once.
    func append(_ line: [UInt8], isDebug: Bool, isLast: Bool) {
        let fault = state.withLock { state in
            let fault = state.queue.append(line, isDebug: isDebug, isBrief: isLast)
            guard state.sender == nil, !isLast else { return fault }
            state.sender = Task(executorPreference: clock.executor) {
                await self.news.wait(atMost: Self.interval, on: self.clock)
                await self.send()
            }
            return fault
        }
        if let fault { keeper?.tell(fault) }
    }

    /// Sends what is left; what the server doesn't take for now is left to the keeper.
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
        if let path = state.withLock({ $0.queue.close() }) { keeper?.take(path) }
    }

    private func send() async {
        var failures = 0
        while true {
            switch await step() {
            case .gone: failures = 0
            case .nothing: return
            case .failed:
                failures += 1
                let (isEnding, isGivenUp) = state.withLock { state in
                    let isGivenUp = state.isEnding && (state.queue.canBeLeft || failures >= Self.lastAttempts)
                    if isGivenUp { state.sender = nil }
                    return (state.isEnding, isGivenUp)
                }
                if isGivenUp { return }
                let pause = min(.seconds(1) * (1 << min(failures - 1, 5)), .seconds(isEnding ? 4 : 30))
                await news.wait(atMost: pause, on: clock)
            }
        }
    }

    /// Sends a chunk.
    func step() async -> Step {
        guard let (chunk, instant) = next() else { return .nothing }
        do {
            try await client.pushLog(
                String(decoding: chunk, as: UTF8.self), at: Date(timeIntervalSince1970: Double(instant) / 1e6),
                of: owner.key, taskInstanceID: owner.taskInstanceID)
        } catch {
            let isTooLarge = error.status == 413
            // A token that is refused is refused before the log is touched: the clock may be set, and it comes again.
            let isLost = error.mayHaveArrived && error.status != 401 && error.status != 403
            let step: Step? = state.withLock { state in
                if isTooLarge, state.chunkSize > Self.smallestChunk {
                    state.chunkSize = max(Self.smallestChunk, min(state.chunkSize, chunk.count) / 2)
                    state.queue.noteFailed()
                    return .gone
                }
                if isLost { return nil }
                state.queue.noteFailed()
                return .failed
            }
            if let step { return step }
        }
        state.withLock { $0.queue.noteArrived() }
        return .gone
    }

    private func next() -> (chunk: [UInt8], instant: Int64)? {
        let now = clock.now()
        return state.withLock { state in
            guard let chunk = state.queue.next(atMost: state.chunkSize, missing: { Self.notice($0, at: now) }) else {
                state.sender = nil
                return nil
            }
            let instant = max(Int64(now.timeIntervalSince1970 * 1e6), state.lastInstant + 10)
            state.lastInstant = instant
            state.hasSent = true
            state.queue.noteUnderWay(at: instant)
            return (chunk, instant)
        }
    }

    private static func notice(_ count: Int?, at now: Date) -> [UInt8] {
        let what = count.map {
            "\($0) lines are missing here: Airflow could not be reached, and there was no more room"
        }
        let line: JSONValue = [
            "timestamp": .string(ISO8601.ts(now)), "level": "warning", "logger": "task",
            "event": .string(
                what ?? "lines may be missing here: the worker was killed or its disk failed before they were sent"),
        ]
        return CanonicalJSON.bytes(of: line) + [UInt8(ascii: "\n")]
    }
}
