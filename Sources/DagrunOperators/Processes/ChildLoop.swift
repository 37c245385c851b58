// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess
internal import DagrunSystem
internal import Glibc

/// Serves one child process on a thread of its own: moves its bytes, sees it end, and ends it when told to.
struct ChildLoop {
    /// How long to wait for what a child left behind, once the child has ended.
    static let drainTime: Duration = .seconds(2)
    // Only while others of the session end or on an old kernel; else the thread sleeps until something happens.
    private static let tick: Int32 = 50

    private let control: ChildControl
    private let receive: @Sendable (ChildStream, [UInt8]) throws -> Void
    private let session: ChildSession
    private var child: ChildPipes
    private var unwritten: ArraySlice<UInt8>
    private var hasEnded = false
    private var isDraining = false
    private var wasTerminated = false
    private var ticksAfterKill = 0
    private var refusal: (any Error)?

    /// Starts a child.
    init(
        _ command: ChildCommand, control: ChildControl,
        receive: @escaping @Sendable (ChildStream, [UInt8]) throws -> Void
    ) throws {
        self.control = control
        self.receive = receive
        child = try ChildPipes(command)
        session = ChildSession(leader: child.pid)
        unwritten = (command.input ?? [])[...]
        if unwritten.isEmpty { child.input = nil }
    }

    /// Serves the child until it has ended.
    ///
    /// - Returns: How it ended.
    /// - Throws: What `receive` threw; `CancellationError` when the child was ended for that; ``OperatorError`` when its
    ///   end was lost.
    mutating func run() throws -> ChildExit {
        while !isOver() { wait() }
        let reason = control.orders.stop
        control.finish()
        if reason != nil { endSession() }
        let status = try reap()
        if let refusal { throw refusal }
        if case .cancelled = reason { throw CancellationError() }
        return ChildExit(waitStatus: status, leftOthers: reason != nil)
    }

    /// Does what is due, and says whether all is done.
    private mutating func isOver() -> Bool {
        let orders = control.orders
        if orders.stop != nil, !wasTerminated {
            wasTerminated = true
            // A stopped process would keep the signal waiting.
            session.signal(SIGTERM)
            session.signal(SIGCONT)
        }
        if orders.kill { session.signal(SIGKILL) }
        guard hasEnded else { return false }
        if orders.stop == nil {
            if child.streams.isEmpty { return true }
            if !isDraining {
                isDraining = true
                control.stop(after: Self.drainTime)
            }
            return false
        }
        if !session.hasOthers { return true }
        // What SIGKILL does not end hangs in the kernel; nobody can wait for that.
        return ticksAfterKill > 40
    }

    /// Sleeps until something happens, and moves bytes.
    private mutating func wait() {
        var entries = [pollfd(fd: control.wake.number, events: Int16(POLLIN), revents: 0)]
        entries += child.streams.map { pollfd(fd: $0.end.number, events: Int16(POLLIN), revents: 0) }
        if let input = child.input { entries.append(pollfd(fd: input.number, events: Int16(POLLOUT), revents: 0)) }
        if let ending = child.ending, !hasEnded {
            entries.append(pollfd(fd: ending.number, events: Int16(POLLIN), revents: 0))
        }
        let needsTick = hasEnded ? wasTerminated : child.ending == nil
        let count = unsafe poll(&entries, nfds_t(entries.count), needsTick ? Self.tick : -1)
        // Only whole ticks count: what is printed meanwhile wakes the loop as well.
        if count == 0, control.orders.kill { ticksAfterKill += 1 }
        if count > 0 {
            let ready = Set(entries.filter { $0.revents != 0 }.map(\.fd))
            if ready.contains(control.wake.number) { _ = control.wake.read() }
            readStreams { ready.contains($0) }
            if let input = child.input, ready.contains(input.number) { writeInput(input) }
        }
        if !hasEnded { hasEnded = dagrun_has_ended(child.pid) != 0 }
    }

    private mutating func readStreams(where isReady: (Int32) -> Bool) {
        for (stream, end) in child.streams where isReady(end.number) {
            switch end.read() {
            case .bytes(let bytes): take(stream, bytes)
            case .nothingYet: break
            case .end: child.streams.removeAll { $0.end === end }
            }
        }
    }

    private mutating func take(_ stream: ChildStream, _ bytes: [UInt8]) {
        guard refusal == nil else { return }
        do {
            try receive(stream, bytes)
        } catch {
            refusal = error
            control.stop(.refused)
        }
    }

    private mutating func writeInput(_ input: Descriptor) {
        guard let count = input.write(unwritten) else {
            child.input = nil
            return
        }
        unwritten.removeFirst(count)
        if unwritten.isEmpty { child.input = nil }
    }

    /// Takes what the session wrote at last, and makes sure that nothing of it stays.
    private mutating func endSession() {
        session.signal(SIGKILL)
        // Bounded: a process that left the session may still write.
        for _ in 0..<64 where !child.streams.isEmpty {
            var isIdle = true
            for (stream, end) in child.streams {
                guard case .bytes(let bytes) = end.read() else { continue }
                isIdle = false
                take(stream, bytes)
            }
            if isIdle { break }
        }
    }

    private func reap() throws -> Int32 {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = unsafe waitpid(child.pid, &status, 0) } while result < 0 && errno == EINTR
        guard result == child.pid else {
            throw OperatorError(
                .cannotStart,
                "the exit status of a child process was lost: this process was started with SIGCHLD ignored")
        }
        return status
    }
}
