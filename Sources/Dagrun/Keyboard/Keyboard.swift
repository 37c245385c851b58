// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Its sources may be used from any thread, which Swift is not told.
@unsafe @preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
@unsafe @preconcurrency internal import Glibc
#endif

/// Reads keys from the terminal while it is kept in their service.
final class Keyboard: Sendable {
    /// How long the rest of a sequence may take; then an escape is the key of that name.
    private static let patience = DispatchTimeInterval.milliseconds(50)

    private let reader = Mutex(KeyReader())
    private let queue = DispatchQueue(label: "dagrun.keyboard")
    private let onKey: @Sendable (Key) -> Void
    private let onEnd: @Sendable () -> Void
    private let onLeave: @Sendable () -> Void
    private let source: any DispatchSourceRead
    private let isPaused = Mutex(false)
    private let signals: [(number: Int32, source: any DispatchSourceSignal)]

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - onKey: Takes each key, one at a time.
    ///   - onEnd: Is told when nothing more will come: the terminal went away.
    ///   - onLeave: Gives the screen back in front of a stop or a sudden end; what was drawn is drawn anew afterwards.
    /// - Returns: Nil where there is no terminal to read from, or this process is not in front of it.
    static func begin(
        onKey: @escaping @Sendable (Key) -> Void, onEnd: @escaping @Sendable () -> Void = {},
        onLeave: @escaping @Sendable () -> Void = {}
    ) -> Keyboard? {
        guard RawTerminal.enter() else { return nil }
        let keyboard = Keyboard(onKey, onEnd, onLeave)
        keyboard.start()
        return keyboard
    }

    private init(
        _ onKey: @escaping @Sendable (Key) -> Void, _ onEnd: @escaping @Sendable () -> Void,
        _ onLeave: @escaping @Sendable () -> Void
    ) {
        self.onKey = onKey
        self.onEnd = onEnd
        self.onLeave = onLeave
        source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
        signals = [SIGTSTP, SIGQUIT, SIGHUP].map { [queue] number in
            (number, DispatchSource.makeSignalSource(signal: number, queue: queue))
        }
    }

    private func start() {
        source.setEventHandler { [weak self] in self?.read() }
        source.resume()
        for (number, source) in signals {
            source.setEventHandler { [weak self] in self?.leave(for: number) }
            source.resume()
        }
    }

    /// Leaves the terminal to something else that reads lines.
    func pause() {
        isPaused.withLock { isPaused in
            guard !isPaused else { return }
            isPaused = true
            source.suspend()
            RawTerminal.leave()
        }
    }

    /// Reads keys again.
    func resume() {
        isPaused.withLock { isPaused in
            guard isPaused else { return }
            isPaused = false
            _ = RawTerminal.enter()
            source.resume()
        }
    }

    /// Ends it and sets the terminal back.
    func close() {
        // A source that is stopped must not go away.
        resume()
        source.cancel()
        for (number, source) in signals {
            source.cancel()
            signal(number, SIG_DFL)
        }
        RawTerminal.leave()
    }

    private func read() {
        var chunk = [UInt8](repeating: 0, count: 1024)
        // What a source tells of may have been read by somebody else, while this was paused.
        let found = isPaused.withLock { isPaused -> Int? in
            var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard !isPaused, unsafe poll(&request, 1, 0) == 1 else { return nil }
            return unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
        }
        guard let count = found else { return }
        guard count > 0 else {
            if count < 0, errno == EINTR || errno == EAGAIN { return }
            source.cancel()
            return onEnd()
        }
        let (keys, isPending) = reader.withLock { reader in (reader.read(chunk[..<count]), reader.isPending) }
        keys.forEach(onKey)
        guard isPending else { return }
        queue.asyncAfter(deadline: .now() + Self.patience) { [weak self] in
            guard let self else { return }
            reader.withLock { $0.flush() }.forEach(onKey)
        }
    }

    /// Gives the terminal back for as long as the process is stopped, or for good.
    private func leave(for number: Int32) {
        onLeave()
        RawTerminal.leave()
        guard number == SIGTSTP else {
            signal(number, SIG_DFL)
            kill(getpid(), number)
            return
        }
        kill(getpid(), SIGSTOP)
        isPaused.withLock { if !$0 { _ = RawTerminal.enter() } }
    }
}
