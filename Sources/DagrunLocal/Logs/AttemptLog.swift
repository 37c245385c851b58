// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials
internal import Logging
internal import Synchronization

/// The log of one try: a file that is made when the first line is written.
final class AttemptLog: TaskLogSink {
    private enum State: ~Copyable {
        case unused
        case open(OutputFile)
        case broken
    }

    private let folder: RunFolder?
    private let tryNumber: Int
    private let clock: any RunClock
    private let masker: SecretMasker
    private let instance: TaskInstanceID
    private let observer: (@Sendable (TaskInstanceID, Logger.Level, String) -> Void)?
    private let willOpen: @Sendable () -> Void
    private let state = Mutex(State.unused)

    /// Makes the log of a try.
    ///
    /// - Parameters:
    ///   - folder: Where the run is kept; nil: lines are handed to the observer only.
    ///   - instance: The instance.
    ///   - tryNumber: The number of its try.
    ///   - clock: Where the times of lines come from.
    ///   - masker: Hides secrets.
    ///   - willOpen: Is called before the file is made. Whoever keeps the journal writes there what it knows, or a try
    ///     that the journal does not know, because the process died, would leave a log that a later one then adds to.
    ///   - observer: Is handed each line.
    init(
        folder: RunFolder?, instance: TaskInstanceID, tryNumber: Int, clock: any RunClock, masker: SecretMasker,
        willOpen: @escaping @Sendable () -> Void,
        observer: (@Sendable (TaskInstanceID, Logger.Level, String) -> Void)?
    ) {
        self.folder = folder
        self.tryNumber = tryNumber
        self.instance = instance
        self.clock = clock
        self.masker = masker
        self.willOpen = willOpen
        self.observer = observer
    }

    func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        var line = "\(level.rawValue.uppercased()) \(message)"
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        append(masker.mask(line), level)
    }

    // Already masked by the context.
    func write(line: String) { append(line, .info) }

    private func append(_ line: String, _ level: Logger.Level) {
        let text = "\(ISO8601.format(clock.now())) \(line)\n"
        if let folder {
            state.withLock { state in
                do throws(FileError) {
                    switch consume state {
                    case .unused:
                        willOpen()
                        let file = try OutputFile(appendingTo: folder.log(instance, tryNumber: tryNumber))
                        try file.write(Array(text.utf8))
                        state = .open(file)
                    case .open(let file):
                        try file.write(Array(text.utf8))
                        state = .open(file)
                    case .broken: state = .broken
                    }
                } catch {
                    // A log that can't be written must not fail the task.
                    state = .broken
                }
            }
        }
        observer?(instance, level, line)
    }
}
