// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunSystem
internal import Dispatch
internal import Synchronization

/// Writes the journal of a run.
///
/// Events are gathered and written together every two milliseconds (group commit), so a task costs the journal a fraction
/// of a system call. A process that is killed loses at most those: a task whose end was not written is run again, one
/// whose end was written is not. Lines are whole or the last one is cut off; a reader ignores that one, and a resumed run
/// removes it.
///
/// When the file can't be written any more, nothing more is written to it, so that it stays readable; the one who
/// watches is told at once.
final class RunJournal: Sendable {
    /// Where in its file a journal begins.
    enum Start {
        /// A new run: the file must have nothing in it.
        case new
        /// The file holds nothing but the rest of a line: the process died as the run began.
        case replacing
        /// A run that is gone on with: behind the whole lines of a file that was read.
        case continuing(length: Int, fileSize: Int)
    }

    private struct State {
        var pending: [RunEvent] = []
        var isScheduled = false
        var failure: FileError?
        var onFailure: (@Sendable (FileError) -> Void)?
        var isClosed = false
    }

    /// The file, which only the queue writes.
    private final class File: Sendable {
        let output: Mutex<OutputFile>

        init(_ output: consuming OutputFile) { self.output = Mutex(output) }
    }

    private static let interval = DispatchTimeInterval.milliseconds(2)

    private let state = Mutex(State())
    private let file: File?
    private let queue = DispatchQueue(label: "dagrun.journal")
    private let opening: [RunEvent]
    private let observer: @Sendable ([RunEvent]) -> Void

    /// Opens a journal and writes its first events, so that what can't be written is known before anything runs.
    ///
    /// - Parameters:
    ///   - path: The file; nil: events are handed to the observer only.
    ///   - start: Where in the file it begins.
    ///   - opening: The first events; the observer is handed them when the run begins.
    ///   - observer: Is handed events in batches, in order, from one queue.
    /// - Throws: `FileError` when the file can't be written; `RunError` when another process writes it.
    init(
        path: String?, start: Start, opening: [RunEvent], observer: @escaping @Sendable ([RunEvent]) -> Void
    ) throws {
        self.opening = opening
        self.observer = observer
        guard let path else {
            file = nil
            return
        }
        let output = try OutputFile(appendingTo: path)
        guard try output.lock() else { throw RunError.running(path) }
        // Under the lock, so that nobody wrote since: another process may have had the run until a moment ago.
        let size = try output.size()
        switch start {
        case .new:
            guard size == 0 else { throw RunError.running(path) }
        case .replacing: try output.truncate(to: 0)
        case .continuing(let length, let fileSize):
            guard size == fileSize else { throw RunError.running(path) }
            if length < fileSize { try output.truncate(to: length) }
        }
        try output.write(Self.lines(opening))
        file = File(output)
    }

    /// Hands over the opening.
    func begin() { queue.sync { observer(opening) } }

    /// Takes an event; it is written soon.
    func append(_ event: RunEvent) {
        let schedule = state.withLock { state in
            guard !state.isClosed else { return false }
            state.pending.append(event)
            guard !state.isScheduled else { return false }
            state.isScheduled = true
            return true
        }
        if schedule { queue.asyncAfter(deadline: .now() + Self.interval) { self.flush() } }
    }

    /// What went wrong while writing, if anything did: then nothing more is written.
    var failure: FileError? { state.withLock { $0.failure } }

    /// Calls when the file can't be written any more, at most once, from the journal's queue.
    func onFailure(_ call: @escaping @Sendable (FileError) -> Void) { state.withLock { $0.onFailure = call } }

    /// Writes all that was taken so far.
    func flushNow() { queue.sync { flush(forCaller: true) } }

    /// Writes all that was taken, and waits for the disk; what comes later is not taken.
    func close() {
        queue.sync {
            // First: another process may write the file as soon as it is unlocked.
            state.withLock { $0.isClosed = true }
            flush()
            state.withLock { $0.onFailure = nil }
            file?.output.withLock { output in
                // A disk that can't say whether it has all is told nowhere else either.
                try? output.synchronize()
                output.unlock()
            }
        }
    }

    private static func lines(_ events: [RunEvent]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(events.count * 128)
        for event in events { JournalLine.append(event, to: &bytes) }
        return bytes
    }

    /// - Parameter forCaller: Whether somebody waits who may hold a lock that ``onFailure(_:)``'s call wants.
    private func flush(forCaller: Bool = false) {
        let (events, hasFailed) = state.withLock { state in
            state.isScheduled = false
            let events = state.pending
            state.pending = []
            return (events, state.failure != nil)
        }
        guard !events.isEmpty else { return }
        if let file, !hasFailed {
            do {
                try file.output.withLock { output throws(FileError) in try output.write(Self.lines(events)) }
            } catch {
                let call = state.withLock { state in
                    state.failure = error
                    return state.onFailure
                }
                if let call {
                    if forCaller { DispatchQueue.global().async { call(error) } } else { call(error) }
                }
            }
        }
        observer(events)
    }
}
