// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

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
    }

    /// Reads the journal of a run.
    ///
    /// A last line that was cut off, because the process was killed while writing it, is left out.
    ///
    /// - Parameter path: The path of `events.jsonl`.
    /// - Returns: What stands in it.
    /// - Throws: ``FileError`` when it can't be read; ``RunError`` when it does not begin as a journal does, or a line in
    ///   its midst is damaged.
    public static func read(_ path: String) throws -> Contents {
        let bytes = try Folders.read(path)
        var events: [RunEvent] = []
        var record: RunRecord?
        var start = bytes.startIndex
        var number = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            guard let event = JournalLine.parse(bytes[start..<end]) else {
                throw RunError.damagedJournal(path, line: number)
            }
            start = end + 1
            events.append(event)
            if record == nil {
                guard case .runStarted(let facts, _) = event.kind else {
                    throw RunError.damagedJournal(path, line: number)
                }
                record = RunRecord(facts: facts, start: event.time)
            }
            record?.apply(event)
        }
        guard let record else { throw RunError.emptyJournal(path) }
        return Contents(record: record, events: events, length: start)
    }
}
