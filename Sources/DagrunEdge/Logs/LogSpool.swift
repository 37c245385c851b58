// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

/// Lines of one log that wait to be sent, in a file: they outlive the worker.
///
/// The file can be read as it is. A letter in front of each line says what it is:
///
///     {"dag_id":"etl",…,"server":"https://…"}       whose log it is
///     sent 000000000402 001764259818123456 .        what was sent: see LogSpoolMark
///     l{"event":"read 3 rows",…}                    a line
///     d{"event":"row 1",…}                          a line of level debug: the oldest of them go first when there is no more room
///     c 4","logger":"task"}                         the rest of a line of which a part was sent
///     n000000000012                                 here twelve lines went
///
/// A chunk that is under way when the worker is killed may have arrived or not; it is not sent again, and the log says so.
final class LogSpool {
    /// A place in the file.
    struct Place {
        var offset: Int
        /// Whether it is within a line, so that no letter stands there.
        var isWithinLine = false
    }

    static let newline = UInt8(ascii: "\n")
    private static let rest = UInt8(ascii: "c")
    /// The least that is read at once: more than what stands there in place of missing lines.
    private static let window = 64
    /// The size of a file that is emptied when all of it was sent.
    private static let slack = 1 << 18

    let owner: LogOwner
    let path: String
    private let limit: Int
    /// The place of the first letter.
    private let start: Int
    private var file: PlacedFile
    private var size: Int
    /// What was sent ends there.
    private var place: Place
    /// What is under way ends there; nil: nothing is.
    private var pending: Place?
    private var instant: Int64
    /// Whether the chunk before the place may have arrived or not.
    private var isUncertain = false

    /// Makes a file without lines.
    ///
    /// - Parameters:
    ///   - path: Where; the folders around it are made.
    ///   - owner: Whose log it is.
    ///   - limit: The most bytes that the file has, but that the newest line is always kept.
    /// - Throws: `FileError`.
    init(_ path: String, owner: LogOwner, limit: Int) throws(FileError) {
        self.path = path
        self.owner = owner
        self.limit = limit
        let head = owner.line
        start = head.count + LogSpoolMark.length
        size = start
        place = Place(offset: start)
        instant = 0
        file = try PlacedFile(path, isNew: true)
        try file.write(head + LogSpoolMark(place: start, instant: 0, isUncertain: false).line, at: 0)
    }

    /// Takes over what a worker left behind; nil where it is no such file, or ends before its first line.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: As above.
    /// - Throws: `FileError`.
    init?(leftAt path: String, limit: Int) throws(FileError) {
        file = try PlacedFile(path, isNew: false)
        let head = try file.read(at: 0, count: 1 << 16)
        guard let end = head.firstIndex(of: Self.newline), let owner = LogOwner(line: Array(head[..<end])),
            let mark = LogSpoolMark(line: Array(head[(end + 1)...].prefix(LogSpoolMark.length)))
        else { return nil }
        self.path = path
        self.owner = owner
        self.limit = limit
        start = end + 1 + LogSpoolMark.length
        size = try file.size()
        instant = mark.instant
        isUncertain = mark.isUncertain
        let offset = max(start, min(mark.place, size))
        place = Place(
            offset: offset, isWithinLine: try file.read(at: offset - 1, count: 1) != [Self.newline])
    }

    /// Whether all of it was sent.
    var isEmpty: Bool { place.offset >= size && pending == nil }

    /// The instant of the last chunk, in microseconds since 1970; 0: there was none.
    var lastInstant: Int64 { instant }

    /// Takes a line with its end.
    ///
    /// - Throws: `FileError` when there is no room for it on the disk; the lines before are still there.
    func append(_ line: [UInt8], isDebug: Bool) throws(FileError) {
        let record = [isDebug ? UInt8(ascii: "d") : UInt8(ascii: "l")] + line
        if size + record.count > limit { try shrink(toMakeRoomFor: record.count) }
        do {
            try file.write(record, at: size)
            size += record.count
        } catch {
            try? file.truncate(to: size)
            throw error
        }
    }

    /// Takes out what is sent next: whole lines, but a part of one that is longer than a chunk.
    ///
    /// - Parameters:
    ///   - count: The most bytes, at least 1.
    ///   - missing: Makes the line that says how many are missing, or that some may be (nil).
    /// - Returns: The bytes; nil when nothing waits.
    /// - Throws: `FileError`.
    func next(atMost count: Int, missing: (Int?) -> [UInt8]) throws(FileError) -> [UInt8]? {
        var chunk = isUncertain ? missing(nil) : []
        var end = place
        repeat {
            let window = try file.read(at: end.offset, count: min(max(count, Self.window) + 8, size - end.offset))
            let used = Self.take(window, from: &end, into: &chunk, atMost: count, missing: missing)
            // What has no end was cut off with the worker that wrote it.
            if used == 0 {
                guard chunk.isEmpty, !window.isEmpty,
                    end.offset + window.count < size || window.contains(Self.newline)
                else { break }
                Self.cut(window, from: &end, into: &chunk, atMost: count)
            }
        } while chunk.isEmpty
        guard !chunk.isEmpty else { return nil }
        pending = end
        return chunk
    }

    /// Notes that the chunk is being sent.
    ///
    /// - Parameter instant: Its instant, in microseconds since 1970.
    func noteUnderWay(at instant: Int64) {
        self.instant = instant
        mark(at: pending ?? place, isUncertain: true)
    }

    /// Notes that the chunk arrived, or may have.
    func noteArrived() {
        place = pending ?? place
        pending = nil
        isUncertain = false
        mark(at: place, isUncertain: false)
        guard place.offset == size, size > start + Self.slack, (try? file.truncate(to: start)) != nil else { return }
        size = start
        place = Place(offset: start)
        mark(at: place, isUncertain: false)
    }

    /// Notes that the chunk did not arrive: it comes again.
    func noteFailed() {
        pending = nil
        mark(at: place, isUncertain: isUncertain)
    }

    /// Removes the file.
    func remove() { Folders.remove(path) }

    private func mark(at place: Place, isUncertain: Bool) {
        // A disk that takes no mark costs nothing yet: only who is killed now would send lines twice.
        try? file.write(
            LogSpoolMark(place: place.offset, instant: instant, isUncertain: isUncertain).line,
            at: start - LogSpoolMark.length)
    }

    // MARK: Reading

    /// Takes the whole lines of a window that fit.
    ///
    /// - Returns: How many bytes of the window they take.
    private static func take(
        _ window: [UInt8], from end: inout Place, into chunk: inout [UInt8], atMost count: Int,
        missing: (Int?) -> [UInt8]
    ) -> Int {
        var used = 0
        while let stop = window[used...].firstIndex(of: newline) {
            let record = window[used...stop]
            let text: [UInt8]
            switch record.first {
            case _ where end.isWithinLine: text = Array(record)
            case UInt8(ascii: "d"), UInt8(ascii: "l"), Self.rest: text = Array(record.dropFirst())
            case UInt8(ascii: "n"): text = Self.number(of: record).map(missing) ?? []
            // Not ours: the disk is damaged there.
            default: text = []
            }
            let isNotice = !end.isWithinLine && record.first == UInt8(ascii: "n")
            guard chunk.count + text.count <= count || chunk.isEmpty && isNotice else { break }
            chunk += text
            end = Place(offset: end.offset + stop + 1 - used)
            used = stop + 1
        }
        return used
    }

    /// Takes a part of a line that is longer than a chunk, not within a character.
    private static func cut(_ window: [UInt8], from end: inout Place, into chunk: inout [UInt8], atMost count: Int) {
        let text = window.dropFirst(end.isWithinLine ? 0 : 1)
        var length = min(count, text.count)
        while length > 0, length < text.count, text[text.startIndex + length] & 0xC0 == 0x80 { length -= 1 }
        if length == 0 { length = min(count, text.count) }
        chunk += text.prefix(length)
        end = Place(offset: end.offset + length + (end.isWithinLine ? 0 : 1), isWithinLine: true)
    }

    /// How many lines a record says are missing.
    private static func number(of record: ArraySlice<UInt8>) -> Int? {
        Int(String(decoding: record.dropFirst().dropLast(), as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
    }

    // MARK: Making room

    /// Writes the file anew without what was sent and, as far as that is not enough, without the oldest lines of level debug, then
    /// the oldest of all.
    private func shrink(toMakeRoomFor room: Int) throws(FileError) {
        // What is under way stays, and the rest of a line that was begun.
        let pending = pending ?? place
        var kept = try file.read(at: place.offset, count: pending.offset - place.offset)
        var first = pending.offset
        try records(from: first) { record in
            guard pending.isWithinLine || record.first == Self.rest else { return false }
            kept += record
            first += record.count
            return false
        }
        if place.isWithinLine { kept = [Self.rest] + kept }
        var debug = 0
        try records(from: first) { record in
            if record.first == UInt8(ascii: "d") { debug += record.count }
            return true
        }
        // A quarter of the file is left free, so that this is done once for many lines.
        let excess = start + kept.count + (size - first) + room - limit / 4 * 3
        var surplus = (debug: max(0, min(excess, debug)), all: max(0, excess - debug))

        let draft = try PlacedFile("\(path)~", isNew: true)
        var end = start
        var missing = 0
        let notice = end + kept.count
        if excess > 0 { kept += Self.notice(0) }
        try records(from: first) { (record) throws(FileError) in
            switch record.first {
            case UInt8(ascii: "d") where surplus.debug > 0:
                surplus.debug -= record.count
                missing += 1
            case UInt8(ascii: "n") where excess > 0: missing += Self.number(of: record) ?? 0
            case _ where surplus.all > 0 && record.first != UInt8(ascii: "d"):
                surplus.all -= record.count
                missing += 1
            default: kept += record
            }
            if kept.count > 1 << 16 {
                try draft.write(kept, at: end)
                end += kept.count
                kept = []
            }
            return true
        }
        try draft.write(kept, at: end)
        end += kept.count
        if missing > 0 { try draft.write(Self.notice(missing), at: notice) }
        let moved = self.pending.map { old in
            Place(
                offset: start + old.offset - place.offset + (place.isWithinLine ? 1 : 0),
                isWithinLine: old.isWithinLine)
        }
        try draft.write(
            owner.line
                + LogSpoolMark(
                    place: (moved?.offset ?? start), instant: instant, isUncertain: moved != nil || isUncertain
                ).line, at: 0)
        try Folders.move("\(path)~", to: path)
        file = draft
        size = end
        place = Place(offset: start)
        self.pending = moved
    }

    private static func notice(_ count: Int) -> [UInt8] {
        let digits = Array(String(count).utf8.suffix(12))
        return [UInt8(ascii: "n")] + [UInt8](repeating: 0x30, count: 12 - digits.count) + digits + [newline]
    }

    /// Reads lines with their letters until there are none, or no more are wanted.
    private func records(
        from offset: Int, _ body: (ArraySlice<UInt8>) throws(FileError) -> Bool
    ) throws(FileError) {
        var rest: [UInt8] = []
        var offset = offset
        while offset < size {
            let piece = try file.read(at: offset, count: min(1 << 16, size - offset))
            if piece.isEmpty { return }
            offset += piece.count
            var used = 0
            var searched = rest.count
            rest += piece
            while let stop = rest[searched...].firstIndex(of: Self.newline) {
                guard try body(rest[used...stop]) else { return }
                used = stop + 1
                searched = used
            }
            rest.removeFirst(used)
        }
    }
}
