// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL
internal import DagrunSystem
import Synchronization

/// A thread for the calls of one bus, for they wait in the kernel until the bus has done its work.
///
/// It begins with the first call, and ends with the last reference.
final class BusThread: Sendable {
    private let core: Core

    private final class Core: Sendable {
        struct State {
            var jobs: [@Sendable () -> Void] = []
            var isRunning = false
            var isOver = false
        }

        let bell: FileDescriptor
        let state = Mutex(State())

        init(_ bell: consuming FileDescriptor) { self.bell = bell }

        func run() {
            while true {
                let (jobs, isOver) = state.withLock { state in
                    defer { state.jobs = [] }
                    return (state.jobs, state.isOver)
                }
                for job in jobs { job() }
                if jobs.isEmpty {
                    if isOver { return }
                    dagrun_gpio_bell_wait(bell.number)
                }
            }
        }
    }

    init() throws(HALError) {
        var bell: Int32 = -1
        let error = unsafe dagrun_gpio_bell_open(&bell)
        let open = FileDescriptor(bell)
        guard error == 0 else { throw HALError.system("the thread of a bus", error) }
        core = Core(open)
    }

    deinit {
        core.state.withLock { $0.isOver = true }
        dagrun_gpio_bell_ring(core.bell.number)
    }

    /// Does something on the thread, after what was asked for before.
    ///
    /// - Parameter body: What to do.
    /// - Returns: What it returns.
    /// - Throws: What it throws; `CancellationError` when the task was cancelled before.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws(HALError) -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            let job: @Sendable () -> Void = {
                do throws(HALError) {
                    continuation.resume(returning: try body())
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            let failure: HALError? = core.state.withLock { state in
                if !state.isRunning {
                    let error = DetachedThread.start(named: "dagrun-bus") { [core] in core.run() }
                    guard error == 0 else { return HALError.system("the thread of a bus", error) }
                    state.isRunning = true
                }
                state.jobs.append(job)
                return nil
            }
            if let failure { return continuation.resume(throwing: failure) }
            dagrun_gpio_bell_ring(core.bell.number)
        }
    }
}
