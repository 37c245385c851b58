// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// Follows the logs of a run that goes on.
///
/// It reads when it is asked to, so the one who asks decides how often.
public struct LogFollower: Sendable {
    /// A line of a log.
    public struct Line: Sendable, Hashable {
        /// The log it stands in.
        public var file: LogFile
        /// The line, without its end.
        public var text: String

        /// The line as an object: the members `task_id`, `map_index`, `map_label`, `try_number`, `path` and `line`.
        public var json: JSONValue { .object(file.members.merging(["line": .string(text)]) { $1 }) }
    }

    /// Whether the run ended, or nobody runs it any more, and all of its logs were read.
    public private(set) var isOver = false

    private var choice: LogChoice
    private var journal: GrowingFile
    private var files: [String: GrowingFile] = [:]
    private var hasEnded = false

    /// Follows logs.
    ///
    /// - Parameter choice: The logs.
    public init(_ choice: LogChoice) {
        self.choice = choice
        journal = GrowingFile(choice.folder.journal)
    }

    /// The lines that were written since the last call.
    ///
    /// - Returns: The lines, log after log.
    public mutating func newLines() -> [Line] {
        // The end is looked for first: what is logged before it is on disk by then.
        let isLast = !choice.folder.isGoingOn || readJournal()
        var lines: [Line] = []
        for file in choice.files {
            var growing = files[file.path] ?? GrowingFile(file.path)
            var texts = growing.newLines()
            if isLast, let rest = growing.lastLine() { texts.append(rest) }
            lines += texts.map { Line(file: file, text: String(decoding: $0, as: UTF8.self)) }
            files[file.path] = growing
        }
        isOver = isLast
        return lines
    }

    /// Reads on in the journal, and tells whether the run ended.
    private mutating func readJournal() -> Bool {
        for line in journal.newLines() {
            guard case .event(let event) = JournalLine.parse(line[...]) else { continue }
            switch event.kind {
            case .runStarted: hasEnded = false
            case .runEnded: hasEnded = true
            case .ended(let id, _, let end): if let label = end.mapLabel { choice.labels[id] = label }
            default: break
            }
        }
        return hasEnded
    }
}
