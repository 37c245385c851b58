// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// The thread behind a client: it owns libcurl's multi handle and everything in it.
///
/// Callers put commands into an inbox and wake the thread; only the thread touches libcurl. It starts with the first
/// job. When libcurl can't be loaded it fails the jobs and ends, and the next job tries again.
final class CurlLoop: Sendable {
    private enum Command: Sendable {
        case start(CurlJob)
        case cancel(UInt64)
    }

    private enum Phase {
        case idle, running, stopping, ended
    }

    private struct State: ~Copyable {
        var phase = Phase.idle
        var inbox: [Command] = []
        var waker: CurlWaker?
        var thread: CurlThread?
        var shutdowns: [CheckedContinuation<Void, Never>] = []
    }

    private let configuration: CurlClient.Configuration
    private let state = Mutex(State())
    private let lastID = Atomic<UInt64>(0)

    init(configuration: CurlClient.Configuration) {
        self.configuration = configuration
    }

    // MARK: For callers, on any thread

    /// Makes a number for a job.
    func makeID() -> UInt64 {
        lastID.add(1, ordering: .relaxed).newValue
    }

    /// Hands over a job, which ends exactly once, whatever happens.
    func submit(_ job: CurlJob) {
        let refusal: (HTTPError.Code, String)? = state.withLock { state in
            switch state.phase {
            case .stopping, .ended:
                return (.clientShutDown, "no request can be sent any more")
            case .idle:
                switch CurlThread.start(self) {
                case .started(let thread): state.thread = consume thread
                case .failed(let errno): return (.other, "no thread could be started (errno \(errno))")
                }
                state.phase = .running
            case .running:
                break
            }
            state.inbox.append(.start(job))
            state.waker?.wake()
            return nil
        }
        if let (code, reason) = refusal { job.fail(code, reason) }
    }

    /// Ends a job that was submitted before; for one that has ended it does nothing.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.inbox.append(.cancel(id))
            state.waker?.wake()
        }
    }

    /// Has the thread end, without waiting for it.
    func stop() {
        state.withLock { state in
            switch state.phase {
            case .idle: state.phase = .ended
            case .running: state.phase = .stopping
            case .stopping, .ended: return
            }
            state.waker?.wake()
        }
    }

    /// Has the thread end and waits until it has.
    func shutdown() async {
        stop()
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.phase != .ended { state.shutdowns.append(continuation) }
                return state.phase == .ended
            }
            if hasEnded { continuation.resume() }
        }
        // All that is left of the thread is its return, so this does not block.
        if let thread = state.withLock({ $0.thread.take() }) { thread.join() }
    }

    // MARK: On the thread

    /// The thread's whole life.
    func run() {
        let library: CurlLibrary
        do {
            library = try CurlLibrary.open(configuration.libraryNames)
        } catch {
            end(.libraryMissing, error.reason)
            return
        }
        guard let multi = CurlMulti(library, configuration: configuration) else {
            end(.other, "no memory for libcurl's multi handle")
            return
        }
        drive(multi, library)
    }

    /// Drives the multi handle until the client stops or libcurl fails.
    ///
    /// The handle is borrowed, so it lives until the waker that points to it is gone from the state.
    private func drive(_ multi: borrowing CurlMulti, _ library: CurlLibrary) {
        state.withLock { $0.waker = multi.waker }
        var transfers: [UInt64: CurlTransfer] = [:]
        var failure: String?
        while failure == nil {
            let (commands, stops) = state.withLock { state in
                let commands = state.inbox
                state.inbox.removeAll()
                return (commands, state.phase == .stopping)
            }
            for command in commands {
                apply(command, to: &transfers, multi, library)
            }
            if stops { break }
            failure = multi.perform()
            while let (id, code) = multi.nextFinished() {
                guard let transfer = transfers.removeValue(forKey: id) else { continue }
                multi.remove(transfer.easy)
                transfer.job.finish(transfer.easy.outcome(of: transfer.job.request, code: code))
            }
            // A command that came meanwhile has left a wake-up behind, which ends this at once.
            failure = failure ?? multi.wait()
        }
        let (code, reason) = failure.map { (HTTPError.Code.other, $0) } ?? (.clientShutDown, "the request was dropped")
        for transfer in transfers.values {
            multi.remove(transfer.easy)
            transfer.job.fail(code, reason, wasSent: transfer.easy.wasSent)
        }
        end(code, reason)
    }

    private func apply(
        _ command: Command, to transfers: inout [UInt64: CurlTransfer], _ multi: borrowing CurlMulti,
        _ library: CurlLibrary
    ) {
        switch command {
        case .start(let job):
            do {
                let transfer = try CurlTransfer.make(job, library: library, configuration: configuration)
                if let failure = multi.add(transfer.easy, id: job.id) {
                    job.fail(.other, failure)
                } else {
                    transfers[job.id] = transfer
                }
            } catch {
                job.finish(.failure(error))
            }
        case .cancel(let id):
            guard let transfer = transfers.removeValue(forKey: id) else { return }
            multi.remove(transfer.easy)
            transfer.job.fail(.cancelled, "the task was cancelled", wasSent: transfer.easy.wasSent)
        }
    }

    /// Fails what is left in the inbox and leaves the state as the next job, or nobody, should find it.
    private func end(_ code: HTTPError.Code, _ reason: String) {
        let (commands, shutdowns) = state.withLock { state in
            let left = (state.inbox, state.shutdowns)
            state.inbox.removeAll()
            state.shutdowns.removeAll()
            state.waker = nil
            state.phase = state.phase == .stopping ? .ended : .idle
            return left
        }
        for case .start(let job) in commands { job.fail(code, reason) }
        for shutdown in shutdowns { shutdown.resume() }
    }
}
