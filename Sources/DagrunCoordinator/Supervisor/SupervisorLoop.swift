// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Starts a task's process and serves it on a thread of its own: moves its bytes, sees it end, and ends it when told to.
struct SupervisorLoop {
    /// How many requests may wait for their answers; no more are read meanwhile.
    private static let maximumUnanswered = 16
    /// The most bytes of a line of a log that are kept.
    private static let maximumLine = 1 << 20
    // Only on a kernel that does not tell when a process ends.
    private static let tick: Int32 = 50

    private let process: SupervisedProcess
    private var pid: pid_t = 0
    private var listeners: [(socket: LoopbackSocket, port: UInt16, isComm: Bool)] = []
    private var comm: LoopbackSocket?
    private var logs: LoopbackSocket?
    private var printed: [(end: Descriptor, isError: Bool, lines: LineSplitter)] = []
    private var ending: Descriptor?
    private var frames = FrameSplitter()
    private var logLines = LineSplitter(limit: maximumLine)
    private var outgoing: ArraySlice<UInt8> = []
    private var fault: String?
    private var hasEnded = false
    private var wasTerminated = false
    private var wasKilled = false
    private var isDraining = false

    init(_ process: SupervisedProcess) { self.process = process }

    /// Runs a program to its end.
    mutating func run(_ command: ProcessCommand) -> ProcessEnd {
        do {
            try start(command)
        } catch {
            return ProcessEnd(status: .notStarted, fault: "\(error)")
        }
        while !isOver() { wait() }
        drain()
        // What it left behind in its session; its number is still its own.
        kill(-pid, SIGKILL)
        return ProcessEnd(status: reap(), fault: fault)
    }

    // MARK: The beginning

    private mutating func start(_ command: ProcessCommand) throws {
        for isComm in [true, false] {
            let (socket, port) = try LoopbackSocket.listen()
            socket.setNonblocking()
            listeners.append((socket, port, isComm))
        }
        let output = try Descriptor.makePipe()
        let error = try Descriptor.makePipe()
        let arguments =
            [command.name] + command.leading
            + CoordinatorArguments.list(comm: listeners[0].port, logs: listeners[1].port) + command.arguments
        let environment = command.environment.map { "\($0)=\($1)" }.sorted()
        let descriptors = [-1, output.write.number, error.write.number]
        let status = unsafe CStrings.with(arguments) { arguments in
            unsafe CStrings.with(environment) { environment in
                unsafe dagrun_spawn(&pid, command.path, arguments, environment, nil, descriptors, 3)
            }
        }
        withExtendedLifetime((output.write, error.write)) {}
        guard status == 0 else {
            throw CommError(.closed, "can't start \(command.path): \(SystemMessage.text(status))")
        }
        for (end, isError) in [(output.read, false), (error.read, true)] {
            end.setNonblocking()
            printed.append((end, isError, LineSplitter(limit: Self.maximumLine)))
        }
        let number = dagrun_pidfd_open(pid)
        ending = number < 0 ? nil : Descriptor(number)
    }

    // MARK: The loop

    /// Does what is due, and says whether all is done.
    private mutating func isOver() -> Bool {
        let orders = process.orders
        if orders.isStartupOver, !listeners.isEmpty, !hasEnded {
            fail("it did not connect within \(process.limits.startup)")
            listeners = []
        }
        if orders.isStopping, !wasTerminated, !hasEnded {
            wasTerminated = true
            process.log.notice("sending SIGTERM to the task's process \(pid): \(process.stopReason ?? "")")
            kill(-pid, SIGTERM)
            // A stopped process would keep the signal waiting.
            kill(-pid, SIGCONT)
        }
        if orders.isKilled, !wasKilled, !hasEnded {
            wasKilled = true
            process.log.notice(
                "the task's process \(pid) did not end within \(process.limits.termination) after SIGTERM: sending SIGKILL"
            )
            for group in ProcessTree.groups(below: pid) { kill(-group, SIGKILL) }
            kill(-pid, SIGKILL)
        }
        guard hasEnded else { return false }
        if printed.isEmpty, comm == nil, logs == nil { return true }
        if !isDraining {
            isDraining = true
            process.startDraining()
        }
        return orders.isDrainOver
    }

    /// Sleeps until something happens, and moves bytes.
    private mutating func wait() {
        outgoing += process.takeOutgoing()
        let orders = process.orders
        var entries = [pollfd(fd: process.wake.number, events: Int16(POLLIN), revents: 0)]
        if !hasEnded {
            for listener in listeners {
                entries.append(pollfd(fd: listener.socket.number, events: Int16(POLLIN), revents: 0))
            }
        }
        if let comm {
            var wanted: Int16 = 0
            if orders.unanswered < Self.maximumUnanswered { wanted |= Int16(POLLIN) }
            if !outgoing.isEmpty, !hasEnded { wanted |= Int16(POLLOUT) }
            if wanted != 0 { entries.append(pollfd(fd: comm.number, events: wanted, revents: 0)) }
        }
        if let logs { entries.append(pollfd(fd: logs.number, events: Int16(POLLIN), revents: 0)) }
        for stream in printed { entries.append(pollfd(fd: stream.end.number, events: Int16(POLLIN), revents: 0)) }
        if let ending, !hasEnded { entries.append(pollfd(fd: ending.number, events: Int16(POLLIN), revents: 0)) }
        let count = unsafe poll(&entries, nfds_t(entries.count), ending == nil && !hasEnded ? Self.tick : -1)
        if count > 0 {
            var ready: [Int32: Int16] = [:]
            for entry in entries where entry.revents != 0 { ready[entry.fd] = entry.revents }
            serve(ready)
        }
        if !hasEnded { hasEnded = dagrun_has_ended(pid) != 0 }
    }

    private mutating func serve(_ ready: [Int32: Int16]) {
        if ready[process.wake.number] != nil { _ = process.wake.read() }
        // What a process printed before it connected comes first in its log.
        for place in printed.indices.reversed() where ready[printed[place].end.number] != nil { readOutput(place) }
        if let logs, ready[logs.number] != nil { readLog(logs) }
        if let comm, let events = ready[comm.number] {
            if events & Int16(POLLOUT) != 0 { write(comm) }
            if events & ~Int16(POLLOUT) != 0 { read(comm) }
        }
        for listener in listeners where ready[listener.socket.number] != nil { accept(listener.socket, listener.port) }
    }

    /// Takes what is still there when the process has ended and nothing more will come.
    private mutating func drain() {
        // Bounded: a process that left the session may still write.
        for _ in 0..<64 where !printed.isEmpty {
            for place in printed.indices.reversed() { readOutput(place) }
        }
        for place in printed.indices {
            if let line = printed[place].lines.finish() {
                process.log.take(output: line.bytes, isError: printed[place].isError)
            }
        }
    }

    // MARK: Connections

    private mutating func accept(_ listener: LoopbackSocket, _ port: UInt16) {
        guard let place = listeners.firstIndex(where: { $0.socket === listener }),
            let (socket, peer) = listener.accept()
        else { return }
        // Anybody on this machine can connect; what is asked for here may be secret.
        guard SocketOwner.has(pid, connectionFrom: peer, to: port) else {
            process.log.error("a connection that is not the task's process's own was refused")
            return
        }
        socket.setNonblocking()
        if listeners.remove(at: place).isComm { comm = socket } else { logs = socket }
    }

    private mutating func read(_ socket: LoopbackSocket) {
        switch socket.read() {
        case .nothingYet: return
        case .end:
            comm = nil
            if frames.isInFrame { fail("its last message to the worker has no end") }
            if !hasEnded { process.stop(after: process.limits.termination, "it closed the connection and did not end") }
        case .bytes(let bytes):
            frames.add(bytes)
            do {
                while let payload = try frames.next() { try process.take(CommFrame(payload)) }
            } catch {
                comm = nil
                fail("what it told the worker can't be understood: \(error)")
            }
        }
    }

    private mutating func write(_ socket: LoopbackSocket) {
        guard let count = socket.write(outgoing) else {
            outgoing = []
            return
        }
        outgoing.removeFirst(count)
        if outgoing.isEmpty { outgoing = [] }
    }

    private mutating func readLog(_ socket: LoopbackSocket) {
        switch socket.read() {
        case .nothingYet: return
        case .end:
            if let line = logLines.finish() { process.log.take(line: line.bytes) }
            logs = nil
        case .bytes(let bytes):
            for line in logLines.add(bytes) { process.log.take(line: line.bytes) }
        }
    }

    private mutating func readOutput(_ place: Int) {
        switch printed[place].end.read() {
        case .nothingYet: return
        case .end:
            if let line = printed[place].lines.finish() {
                process.log.take(output: line.bytes, isError: printed[place].isError)
            }
            printed.remove(at: place)
        case .bytes(let bytes):
            for line in printed[place].lines.add(bytes) {
                process.log.take(output: line.bytes, isError: printed[place].isError)
            }
        }
    }

    // MARK: The end

    /// Notes what is wrong with the process, and ends it.
    private mutating func fail(_ reason: String) {
        if fault == nil { fault = reason }
        process.stop(reason)
    }

    private func reap() -> ProcessEnd.Status {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = unsafe waitpid(pid, &status, 0) } while result < 0 && errno == EINTR
        guard result == pid else { return .exited(-1) }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signaled(signal)
    }
}
