// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL
internal import DagrunSystem
import Synchronization

/// The one thread that waits for the edges of all lines, and runs the tasks that prefer it.
///
/// It lives while there is something to watch or to run. Descriptors are watched for changes only (edge-triggered), so that events that nobody
/// wants yet stay in the kernel and cost nothing.
final class EventLoop: Sendable {
    static let shared = EventLoop()

    struct Watch {
        weak let source: (any EventSource)?
        var deadline: Timestamp?
    }

    struct State: ~Copyable {
        var poll: FileDescriptor?
        /// Wakes the thread.
        var bell: FileDescriptor?
        var watches: [UInt64: Watch] = [:]
        var lastWatch: UInt64 = 0
    }

    let state = Mutex(State())
    /// The jobs of tasks that prefer this thread.
    let jobs = Mutex<[UnownedJob]>([])
    /// Which thread it is; 0 while there is none.
    let thread = Atomic<UInt>(0)

    /// Watches descriptors.
    ///
    /// - Parameters:
    ///   - source: Who is told; it is not kept alive.
    ///   - descriptors: The descriptors.
    /// - Returns: The number of the watch.
    /// - Throws: ``HALError`` when the system has no thread or descriptor left.
    func add(_ source: any EventSource, _ descriptors: [Int32]) throws(HALError) -> UInt64 {
        try state.withLock { state throws(HALError) in
            try self.start(&state)
            state.lastWatch += 1
            let number = state.lastWatch
            state.watches[number] = Watch(source: source)
            for descriptor in descriptors {
                let error = dagrun_gpio_poll_add(Self.number(state.poll), descriptor, number)
                guard error == 0 else {
                    state.watches[number] = nil
                    if state.watches.isEmpty { dagrun_gpio_bell_ring(Self.number(state.bell)) }
                    throw HALError.system("epoll", error)
                }
            }
            return number
        }
    }

    /// Watches descriptors no longer; they may be closed afterwards.
    func remove(_ number: UInt64, _ descriptors: [Int32]) {
        forget(descriptors)
        state.withLock { state in
            state.watches[number] = nil
            // The thread sees that nothing is left.
            if state.watches.isEmpty { dagrun_gpio_bell_ring(Self.number(state.bell)) }
        }
    }

    /// Takes descriptors out that are of no use any more; the watch stays.
    func forget(_ descriptors: [Int32]) {
        state.withLock { state in
            for descriptor in descriptors { _ = dagrun_gpio_poll_remove(Self.number(state.poll), descriptor) }
        }
    }

    /// Calls a source at an instant; where another one was asked for already, at the earlier one.
    func wake(_ number: UInt64, at time: Timestamp = Timestamp(nanoseconds: .min)) {
        state.withLock { state in
            guard let watch = state.watches[number] else { return }
            if let known = watch.deadline, known <= time { return }
            state.watches[number]?.deadline = time
            dagrun_gpio_bell_ring(Self.number(state.bell))
        }
    }

    static func number(_ descriptor: borrowing FileDescriptor?) -> Int32 {
        switch descriptor {
        case .none: -1
        case .some(let open): open.number
        }
    }

    func start(_ state: inout State) throws(HALError) {
        guard Self.number(state.poll) < 0 else { return }
        var bell: Int32 = -1
        var poll: Int32 = -1
        var error = unsafe dagrun_gpio_bell_open(&bell)
        var openBell: FileDescriptor? = FileDescriptor(bell)
        if error == 0 { error = unsafe dagrun_gpio_poll_open(bell, &poll) }
        var openPoll: FileDescriptor? = FileDescriptor(poll)
        if error == 0 { error = DetachedThread.start(named: "dagrun-edges") { EventLoop.shared.run() } }
        guard error == 0 else { throw HALError.system("the thread for edges", error) }
        swap(&state.poll, &openPoll)
        swap(&state.bell, &openBell)
    }

    private func run() {
        let (poll, bell) = state.withLock { state in
            thread.store(Self.currentThread, ordering: .relaxed)
            return (Self.number(state.poll), Self.number(state.bell))
        }
        var ready = [UInt64](repeating: 0, count: 64)
        while true {
            let timeout = jobs.withLock { $0.isEmpty } ? state.withLock { state in Self.timeout(state) } : 0
            let count = unsafe dagrun_gpio_poll_wait(poll, bell, &ready, Int32(ready.count), timeout)
            guard let sources = due(ready[..<Int(count)]) else { return }
            for source in sources { source.eventsAreReady() }
            runJobs()
        }
    }

    /// Who is to be called; nil when there is nobody left, and the thread is to end.
    private func due(_ ready: ArraySlice<UInt64>) -> [any EventSource]? {
        state.withLock { state in
            guard !state.watches.isEmpty || !jobs.withLock({ $0.isEmpty }) else {
                thread.store(0, ordering: .relaxed)
                state.poll = nil
                state.bell = nil
                return nil
            }
            // Without deadlines, which is nearly always, an edge costs neither a look at the clock nor a set.
            guard state.watches.values.contains(where: { $0.deadline != nil }) else {
                return ready.count == 1
                    ? state.watches[ready[0]]?.source.map { [$0] } ?? []
                    : Set(ready).sorted().compactMap { state.watches[$0]?.source }
            }
            let now = KernelClock.now
            var numbers = Set(ready)
            for (number, watch) in state.watches {
                guard let deadline = watch.deadline, deadline <= now else { continue }
                numbers.insert(number)
                state.watches[number]?.deadline = nil
            }
            // In the order in which they were made.
            return numbers.sorted().compactMap { state.watches[$0]?.source }
        }
    }

    /// Milliseconds until the next deadline, rounded up; -1 without one, and 0 where nothing is watched: what was run last may have ended it.
    private static func timeout(_ state: borrowing State) -> Int32 {
        guard !state.watches.isEmpty else { return 0 }
        guard let next = state.watches.values.lazy.compactMap(\.deadline).min() else { return -1 }
        let wait = next.nanoseconds == .min ? 0 : max(0, next.nanoseconds - KernelClock.now.nanoseconds)
        return Int32(clamping: (wait + 999_999) / 1_000_000)
    }
}
