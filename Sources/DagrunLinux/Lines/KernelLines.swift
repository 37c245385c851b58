// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL
import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// Lines of the kernel that were claimed together, and what is known of them.
///
/// The thread for events may hold on to it for a moment after the last ``KernelLineRequest`` is gone.
final class KernelLines: EventSource {
    let lines: [LineAddress]
    let consumer: String
    let clock: any HALClock
    let settings: KernelSettings
    let state: Mutex<State>

    typealias Sink = @Sendable (Result<[LineEvent], HALError>) -> Void

    struct State: ~Copyable {
        /// The kernel's; nil once it was given back.
        var handle: RequestHandle?
        var configs: [LineConfig]
        var descriptors: [Int32]
        var reader: EventReader
        var buffer: [dagrun_gpio_event]
        var waiters: [(id: UInt64, continuation: CheckedContinuation<LineEvent, any Error>)] = []
        var lastWaiter: UInt64 = 0
        var sink: Sink?
        /// The place among those that the thread for events watches; nil while it doesn't.
        var watch: UInt64?
        var failure: HALError?
    }

    init(
        _ lines: [LineAddress], _ configs: [LineConfig], consumer: String, library: GPIOLibrary, path: String,
        clock: any HALClock
    ) throws(HALError) {
        // The kernel keeps 31 bytes and a zero, and puts a question mark for nothing.
        let label = consumer.isEmpty ? "?" : String(decoding: consumer.utf8.prefix(31), as: UTF8.self)
        let settings = KernelSettings(api: library.api)
        let handle = try RequestHandle(
            library, path: path, consumer: label,
            zip(lines, configs).map { settings.told($1, offset: $0.offset) })
        var reader = EventReader(configs, api: library.api)
        if configs.contains(where: settings.isDebouncedHere) {
            reader.configure(configs, values: (try? handle.get(.max)) ?? 0)
        }
        self.lines = lines
        self.consumer = label
        self.clock = clock
        self.settings = settings
        let descriptors = handle.descriptors
        state = Mutex(
            State(
                handle: handle, configs: configs, descriptors: descriptors, reader: reader,
                buffer: Array(repeating: dagrun_gpio_event(), count: 64)))
    }

    func values(mask: UInt64) throws(HALError) -> LineValues {
        try state.withLock { state throws(HALError) in
            try self.check(state)
            if state.reader.debounced & mask != 0 { self.read(&state) }
            let all: UInt64 = self.lines.count == 64 ? .max : 1 << UInt64(self.lines.count) - 1
            let bits = try self.call(&state) { handle throws(SystemError) in try handle.get(mask & all) }
            return state.reader.counted(LineValues(bits: bits, mask: mask & all))
        }
    }

    func set(_ values: LineValues) throws(HALError) {
        try state.withLock { state throws(HALError) in
            try self.check(state)
            try self.call(&state) { handle throws(SystemError) in try handle.set(values) }
        }
    }

    func reconfigure(_ configs: [LineConfig]) throws(HALError) {
        guard configs.count == lines.count else {
            throw HALError(
                .invalid, consumer,
                reason: "the request has \(lines.count) lines and got \(configs.count) configurations", errno: EINVAL)
        }
        for (line, config) in zip(lines, configs) {
            if let fault = config.fault { throw HALError(.invalid, "\(line)", reason: fault, errno: EINVAL) }
            try settings.check(config, of: line)
        }
        let watch = try state.withLock { state throws(HALError) in
            try self.check(state)
            self.read(&state)
            let told = zip(self.lines, configs).map { self.settings.told($1, offset: $0.offset) }
            try self.call(&state) { handle throws(SystemError) in try handle.reconfigure(told) }
            state.configs = configs
            let values = self.settings.api == 1 ? try? state.handle?.get(.max) : nil
            state.reader.configure(configs, values: values ?? 0)
            return state.watch
        }
        // What was debounced may be stable at another instant now.
        if let watch { EventLoop.shared.wake(watch) }
    }

    func release() {
        let reason = HALError(.gone, consumer, reason: "the request was released", errno: ENODEV)
        let waiters = state.withLock { state in
            state.sink = nil
            let isAlive = state.failure == nil
            state.failure = state.failure ?? reason
            if let watch = state.watch {
                EventLoop.shared.remove(watch, state.descriptors)
                state.watch = nil
            }
            if isAlive { self.letGo(&state) }
            // Closes the descriptors and with them the lines.
            state.handle = nil
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: reason) }
    }

    /// Does what the release policies say, as far as it can be done: what fails leaves lines as they are.
    private func letGo(_ state: inout State) {
        var safe = LineValues(bits: 0, mask: 0)
        var isInputWanted = false
        var configs = state.configs
        for (index, config) in state.configs.enumerated() where config.direction == .output {
            switch config.onRelease {
            case .keep: break
            case .safe(let value): safe[index] = value
            case .input:
                configs[index] = LineConfig(direction: .input, activeLow: config.activeLow, onRelease: .input)
                isInputWanted = true
            }
        }
        if safe.mask != 0 { try? state.handle?.set(safe) }
        guard isInputWanted else { return }
        // Lines that keep their value keep it through this, too.
        let outputs = configs.indices.filter { configs[$0].direction == .output }
        if !outputs.isEmpty, let bits = try? state.handle?.get(outputs.reduce(0) { $0 | 1 << UInt64($1) }) {
            for index in outputs { configs[index].initialValue = bits & (1 << UInt64(index)) != 0 }
        }
        for (index, value) in configs.indices.map({ ($0, safe[$0]) }) {
            if let value { configs[index].initialValue = value }
        }
        try? state.handle?.reconfigure(zip(lines, configs).map { settings.told($1, offset: $0.offset) })
    }

    // MARK: Failing

    func failure(_ state: borrowing State) -> HALError? { state.failure }

    func check(_ state: borrowing State) throws(HALError) {
        if let failure = state.failure { throw failure }
    }

    private func call<Value>(
        _ state: inout State, _ body: (borrowing RequestHandle) throws(SystemError) -> Value
    ) throws(HALError) -> Value {
        do throws(SystemError) {
            switch state.handle {
            case .none: throw SystemError(number: ENODEV)
            case .some(let handle): return try body(handle)
            }
        } catch {
            if error.number == ENODEV {
                fail(&state, ENODEV)
                if let failure = state.failure { throw failure }
            }
            if error.number == EPERM {
                throw HALError(.invalid, subject, reason: "a line is an input and can't be set", errno: EPERM)
            }
            if error.number == ENOTSUP, settings.api == 1 {
                throw HALError(
                    .unsupported, subject, reason: "libgpiod 1 can't change that without letting go of the lines",
                    errno: ENOTSUP)
            }
            throw HALError.system(subject, error.number)
        }
    }

    func fail(_ state: inout State, _ number: Int32) {
        guard state.failure == nil else { return }
        state.failure = HALError.system(number == ENODEV ? lines[0].chip : subject, number)
        if let watch = state.watch {
            EventLoop.shared.forget(state.descriptors)
            // Its waiters are told by the thread, which must find the watch still.
            EventLoop.shared.wake(watch)
        }
        // A chip that comes back gets its old number only when nobody holds on to what was.
        state.descriptors = []
        state.handle = nil
    }

    private var subject: String { lines.map(\.description).joined(separator: ", ") }
}
