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
    static let rest = UInt8(ascii: "c")
    /// The least that is read at once: more than what stands there in place of missing lines.
    private static let window = 64
    /// The size of a file that is emptied when all of it was sent.
    private static let slack = 1 << 18

    let owner: LogOwner
    let path: String
    let limit: Int
    /// The place of the first letter.
    let start: Int
    var file: PlacedFile
    var size: Int
    /// What was sent ends there.
    var place: Place
    /// What is under way ends there; nil: nothing is.
    var pending: Place?
    var instant: Int64
    /// Whether the chunk before the place may have arrived or not.
    var isUncertain = false

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
    static func number(of record: ArraySlice<UInt8>) -> Int? {
        Int(String(decoding: record.dropFirst().dropLast(), as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
    }
}
