// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

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
    }

    /// Whether the run ended, or nobody runs it any more, and all of its logs were read.
    public private(set) var isOver = false

    private let choice: LogChoice
    private var journal: GrowingFile
    private var files: [LogFile: GrowingFile] = [:]
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
            var growing = files[file] ?? GrowingFile(file.path)
            var texts = growing.newLines()
            if isLast, let rest = growing.lastLine() { texts.append(rest) }
            lines += texts.map { Line(file: file, text: String(decoding: $0, as: UTF8.self)) }
            files[file] = growing
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
            default: break
            }
        }
        return hasEnded
    }
}
