// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import DagrunSystem
internal import FoundationEssentials

/// Reads run journals.
public enum JournalReader {
    /// A journal as it was found.
    public struct Contents: Sendable {
        /// The run, as far as it was recorded.
        public var record: RunRecord
        /// Its events, in order.
        public var events: [RunEvent]
        /// The length of the whole lines, in bytes: what stands behind is the rest of a line that was cut off.
        public var length: Int
        /// The length of the file when it was read, in bytes.
        package var fileSize: Int
    }

    /// What was fixed about a run, and when it began.
    ///
    /// - Parameter path: The path of `events.jsonl`.
    /// - Returns: What its first line says; nil where it has none.
    static func beginning(of path: String) -> (facts: RunFacts, start: Date)? {
        guard let line = try? Folders.read(path, before: UInt8(ascii: "\n")),
            case .event(let event) = JournalLine.parse(line[...]), case .runStarted(let facts, _, _) = event.kind
        else { return nil }
        return (facts, event.time)
    }

    /// Reads the journal of a run.
    ///
    /// A last line that was cut off, because the process was killed while writing it, is left out. Events of kinds that
    /// this version does not know are skipped: a newer version wrote them.
    ///
    /// - Parameter path: The path of `events.jsonl`.
    /// - Returns: What stands in it.
    /// - Throws: `FileError` when it can't be read; ``RunError`` when it does not begin as a journal does, or a line in
    ///   its midst is damaged.
    public static func read(_ path: String) throws -> Contents {
        let bytes = try Folders.read(path)
        var events: [RunEvent] = []
        var record: RunRecord?
        var start = bytes.startIndex
        var number = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            let line = bytes[start..<end]
            start = end + 1
            let event: RunEvent
            switch JournalLine.parse(line) {
            case .event(let found): event = found
            case .unknown where record != nil: continue
            case .unknown, .damaged: throw RunError.damagedJournal(path, line: number)
            }
            events.append(event)
            if record == nil {
                guard case .runStarted(let facts, _, _) = event.kind else {
                    throw RunError.damagedJournal(path, line: number)
                }
                record = RunRecord(facts: facts, start: event.time)
            }
            record?.apply(event)
        }
        guard let record else { throw RunError.emptyJournal(path) }
        return Contents(record: record, events: events, length: start, fileSize: bytes.count)
    }
}
