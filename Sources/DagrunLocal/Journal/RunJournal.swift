// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import Dispatch
internal import Synchronization

/// Writes the journal of a run.
///
/// Events are gathered and written together every two milliseconds (group commit), so a task costs the journal a fraction
/// of a system call. A process that is killed loses at most those: a task whose end was not written is run again, one
/// whose end was written is not. Lines are whole or the last one is cut off; a reader ignores that one, and a resumed run
/// removes it.
final class RunJournal: Sendable {
    private struct State {
        var pending: [RunEvent] = []
        var isScheduled = false
        var failure: FileError?
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
    private let observer: @Sendable ([RunEvent]) -> Void

    /// Opens a journal.
    ///
    /// - Parameters:
    ///   - path: The file; nil: events are handed to the observer only.
    ///   - length: Where a journal that is gone on with ends: what stands behind is the rest of a line.
    ///   - observer: Is handed events in batches, in order, from one queue.
    init(path: String?, continuingAt length: Int?, observer: @escaping @Sendable ([RunEvent]) -> Void) throws {
        self.observer = observer
        guard let path else {
            file = nil
            return
        }
        let output = try OutputFile(appendingTo: path)
        guard output.lock() else { throw RunError.running(path) }
        if let length { try output.truncate(to: length) }
        file = File(output)
    }

    /// Takes events; they are written soon.
    func append(_ events: [RunEvent]) {
        guard !events.isEmpty else { return }
        let schedule = state.withLock { state in
            state.pending += events
            guard !state.isScheduled, !state.isClosed else { return false }
            state.isScheduled = true
            return true
        }
        if schedule { queue.asyncAfter(deadline: .now() + Self.interval) { self.flush() } }
    }

    /// What went wrong while writing, if anything did: then nothing more is written.
    var failure: FileError? { state.withLock { $0.failure } }

    /// Writes all that was taken so far.
    func flushNow() { queue.sync { flush() } }

    /// Writes all that was taken, and waits for the disk.
    func close() {
        queue.sync {
            flush()
            try? file?.output.withLock { output throws(FileError) in try output.synchronize() }
            state.withLock { $0.isClosed = true }
        }
    }

    private func flush() {
        let events = state.withLock { state in
            state.isScheduled = false
            let events = state.pending
            state.pending = []
            return events
        }
        guard !events.isEmpty else { return }
        if let file, failure == nil {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(events.count * 128)
            for event in events { JournalLine.append(event, to: &bytes) }
            do {
                try file.output.withLock { output throws(FileError) in try output.write(bytes) }
            } catch {
                state.withLock { $0.failure = error }
            }
        }
        observer(events)
    }
}
