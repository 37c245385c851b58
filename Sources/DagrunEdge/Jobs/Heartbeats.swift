// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

/// Tells the server that a try goes on, and knows how long nothing was heard of the server.
final class Heartbeats: Sendable {
    private struct State {
        var lastHeard: Date
        var task: Task<Void, Never>?
    }

    private let execution: ExecutionClient
    private let owner: TryOwner
    private let interval: Duration
    private let timeout: Duration
    /// What remains of the server's patience when a try that was not heard of is given up.
    private let margin: Duration
    private let clock: any RunClock
    private let state: Mutex<State>

    init(_ execution: ExecutionClient, _ owner: TryOwner, _ configuration: EdgeWorkerConfiguration) {
        self.execution = execution
        self.owner = owner
        interval = configuration.taskHeartbeatInterval
        timeout = configuration.taskHeartbeatTimeout
        margin = min(.seconds(30), timeout / 3)
        clock = configuration.clock
        state = Mutex(State(lastHeard: configuration.clock.now()))
    }

    /// Notes that the server answered just now.
    func heard() {
        let now = clock.now()
        state.withLock { $0.lastHeard = now }
    }

    /// Whether the server has given the try up, because nothing was heard of it.
    var isGivenUp: Bool { silence >= timeout }

    private var silence: Duration { .seconds(clock.now().timeIntervalSince(state.withLock { $0.lastHeard })) }

    /// Begins.
    ///
    /// - Parameter stop: Is told, once, when the try is to be stopped.
    func begin(stop: @escaping @Sendable (Interruption) -> Void) {
        let task = Task(executorPreference: clock.executor) { await self.run(stop) }
        state.withLock { $0.task = task }
    }

    /// Ends; one that is under way has arrived by then, or never will.
    func end() async {
        let task = state.withLock { $0.task }
        task?.cancel()
        await task?.value
    }

    private func run(_ stop: @Sendable (Interruption) -> Void) async {
        while (try? await clock.sleep(for: interval)) != nil {
            do {
                switch try await execution.heartbeat(owner) {
                case .goOn: heard()
                case .stop(let reason): return stop(.byServer("Airflow does not want this try any more (\(reason))"))
                }
            } catch {
                if Task.isCancelled { return }
                guard silence > timeout - margin else { continue }
                let seconds = Int(silence / .seconds(1))
                return stop(.lost("Airflow could not be reached for \(seconds) s and has given the try up"))
            }
        }
    }
}
