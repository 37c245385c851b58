// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Its sources may be used from any thread, which Swift is not told.
@unsafe @preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
@unsafe @preconcurrency internal import Glibc
#endif

/// Reads lines from standard input, without a thread that waits for them.
final class LineInput: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var hasEnded = false
        var waiting: CheckedContinuation<String?, any Error>?
        var source: (any DispatchSourceRead)?
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "dagrun.lines")
    private let state = Mutex(State())

    /// Makes a reader.
    ///
    /// - Parameter descriptor: What is read from.
    init(_ descriptor: Int32 = STDIN_FILENO) { self.descriptor = descriptor }

    /// Forgets what was typed before anybody asked.
    func discard() {
        tcflush(descriptor, TCIFLUSH)
        state.withLock { $0.buffer = [] }
    }

    /// Waits for a line; one at a time.
    ///
    /// - Returns: The line without its end; nil at the end of the input.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func line() async throws -> String? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0.waiting = continuation }
                guard !Task.isCancelled else { return give(.failure(CancellationError())) }
                guard !take() else { return }
                let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
                source.setEventHandler { [weak self] in self?.read() }
                state.withLock { $0.source = source }
                source.resume()
                // The answer may have been withdrawn before there was a source to stop.
                if state.withLock({ $0.waiting == nil }) { source.cancel() }
            }
        } onCancel: {
            give(.failure(CancellationError()))
        }
    }

    private func read() {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        state.withLock { state in
            if count > 0 { state.buffer += chunk[..<count] } else { state.hasEnded = true }
        }
        _ = take()
    }

    /// Hands over a line that is there.
    private func take() -> Bool {
        let line = state.withLock { state -> String?? in
            if let end = state.buffer.firstIndex(of: UInt8(ascii: "\n")) {
                defer { state.buffer.removeSubrange(...end) }
                return String(decoding: state.buffer[..<end], as: UTF8.self)
            }
            return state.hasEnded ? .some(nil) : nil
        }
        guard let line else { return false }
        // At a terminal, more may be typed after an end.
        state.withLock { $0.hasEnded = false }
        give(.success(line))
        return true
    }

    private func give(_ result: Result<String?, any Error>) {
        let waiting = state.withLock { state in
            defer { (state.waiting, state.source) = (nil, nil) }
            state.source?.cancel()
            return state.waiting
        }
        waiting?.resume(with: result)
    }
}
