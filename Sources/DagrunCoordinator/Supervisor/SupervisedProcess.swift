// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
package import DagrunRuntime
internal import DagrunSystem
internal import Synchronization

/// A process that runs one try, from the side of its supervisor.
///
/// One thread serves it, so that a process that hangs, or writes without end, keeps nobody else waiting. It is the thread
/// that starts the process, too: a process that ends with its parent ends with that thread.
package final class SupervisedProcess: Sendable {
    /// How long such a process may take.
    package struct Limits: Sendable {
        /// To connect: `[sdk] coordinators`, `task_startup_timeout`.
        package var startup: Duration = .seconds(10)
        /// To end after SIGTERM.
        package var termination: Duration = .seconds(5)
        /// To end after it told how the try ended: `[core] task_success_overtime`.
        package var overtime: Duration = .seconds(20)
        /// To close its output after it ended.
        package var drain: Duration = .seconds(2)

        /// Airflow's own limits.
        package init() {}
    }

    /// What the thread has to do by now.
    struct Orders {
        var outgoing: [UInt8] = []
        var isStopping = false
        var isKilled = false
        var isStartupOver = false
        var isDrainOver = false
        /// How many requests have no answer yet.
        var unanswered = 0
    }

    private struct State {
        var orders = Orders()
        var stopReason: String?
        var isFinished = false
    }

    let limits: Limits
    let log: any ProcessLog
    /// Becomes readable with each new order.
    let wake: Descriptor
    private let wakeEnd: Descriptor
    private let timers: DelayedActions
    private let state = Mutex(State())
    private let events: AsyncStream<ProcessEvent>
    private let sink: AsyncStream<ProcessEvent>.Continuation

    /// Starts a process.
    ///
    /// - Parameters:
    ///   - command: The program.
    ///   - limits: How long it may take.
    ///   - log: Where its log goes.
    ///   - clock: What the limits are measured with.
    /// - Throws: ``CommError`` when this process can't start any more.
    package init(
        _ command: ProcessCommand, limits: Limits = Limits(), log: any ProcessLog, clock: any RunClock
    ) throws(CommError) {
        self.limits = limits
        self.log = log
        timers = DelayedActions(clock: clock.outside)
        do {
            (wake, wakeEnd) = try Descriptor.makePipe()
        } catch {
            throw CommError(.closed, "\(error)")
        }
        wake.setNonblocking()
        wakeEnd.setNonblocking()
        (events, sink) = AsyncStream<ProcessEvent>.makeStream()
        let error = DetachedThread.start {
            var loop = SupervisorLoop(self)
            let end = loop.run(command)
            self.finish(end)
        }
        guard error == 0 else { throw CommError(.closed, "there is no thread for a task's process") }
        after(limits.startup) { $0.isStartupOver = true }
    }

    /// What comes from the process; for one reader.
    package var messages: AsyncStream<ProcessEvent> { events }

    /// Tells the process what to run.
    package func open(_ details: StartupDetails) { send(CommFrame.answer(0, details.body)) }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - id: The request's number.
    ///   - body: The answer.
    ///   - error: Why there is none.
    package func answer(_ id: Int64, _ body: JSONValue, error: ErrorResponse? = nil) {
        let bytes = CommFrame.answer(id, .json(body), error: error?.json ?? .null)
        order { $0.unanswered -= 1 }
        send(bytes)
    }

    /// Ends the process: politely at once, by force after a while.
    ///
    /// - Parameter reason: Why, for the log.
    package func stop(_ reason: String) {
        let isFirst = state.withLock { state in
            guard state.stopReason == nil, !state.isFinished else { return false }
            state.stopReason = reason
            state.orders.isStopping = true
            return true
        }
        guard isFirst else { return }
        _ = wakeEnd.write([0])
        after(limits.termination) { $0.isKilled = true }
    }

    /// Ends the process unless it ends by itself soon: it has told how the try ended.
    package func expectEnd() { stop(after: limits.overtime, "it went on after it had told how the try ended") }

    func stop(after delay: Duration, _ reason: String) {
        timers.after(delay) { [weak self] in self?.stop(reason) }
    }

    // MARK: The thread's side

    var orders: Orders { state.withLock { $0.orders } }

    var stopReason: String? { state.withLock { $0.stopReason } }

    /// Takes what is to be sent.
    func takeOutgoing() -> [UInt8] {
        state.withLock { state in
            defer { state.orders.outgoing = [] }
            return state.orders.outgoing
        }
    }

    func take(_ frame: CommFrame) throws(CommError) {
        let message = try TaskMessage(try frame.body)
        state.withLock { $0.orders.unanswered += 1 }
        sink.yield(.request(id: frame.id, message))
    }

    func startDraining() {
        after(limits.drain) { $0.isDrainOver = true }
    }

    private func finish(_ end: ProcessEnd) {
        state.withLock { $0.isFinished = true }
        timers.end()
        sink.yield(.ended(end))
        sink.finish()
    }

    // MARK: Orders

    private func send(_ bytes: [UInt8]) { order { $0.outgoing += bytes } }

    private func order(_ change: (inout Orders) -> Void) {
        state.withLock { change(&$0.orders) }
        _ = wakeEnd.write([0])
    }

    private func after(_ delay: Duration, _ change: @escaping @Sendable (inout Orders) -> Void) {
        timers.after(delay) { [weak self] in self?.order(change) }
    }
}
