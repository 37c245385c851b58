// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

/// Lines of one log that wait to be sent: in a file, and in memory where there is none or the disk doesn't take any more.
struct LogQueue {
    /// Where the chunk is from that is under way.
    private enum Source {
        case file
        case memory([UInt8])
    }

    let owner: LogOwner
    private let limit: Int
    /// Where the file is made with the first line; nil: nothing is written any more.
    private var path: String?
    private var spool: LogSpool?
    private var memory: LogBuffer
    private var source: Source?

    /// Makes a queue without lines.
    ///
    /// - Parameters:
    ///   - owner: Whose log it is.
    ///   - path: Where the file is made with the first line; nil: lines wait in memory.
    ///   - limit: The most bytes of the file.
    ///   - memoryLimit: The most bytes that wait in memory.
    init(_ owner: LogOwner, path: String?, limit: Int, memoryLimit: Int) {
        self.owner = owner
        self.path = path
        self.limit = limit
        memory = LogBuffer(limit: memoryLimit)
    }

    /// Takes over a file.
    init(_ spool: sending LogSpool) {
        owner = spool.owner
        limit = 0
        memory = LogBuffer(limit: 0)
        self.spool = spool
    }

    /// Whether nothing waits.
    var isEmpty: Bool { spool?.isEmpty ?? true && memory.isEmpty && source == nil }

    /// Whether what waits can be left on the disk.
    var canBeLeft: Bool { path != nil }

    /// The instant of the last chunk that was sent from the file, in microseconds since 1970; 0: there was none.
    var lastInstant: Int64 { spool?.lastInstant ?? 0 }

    /// Takes a line with its end.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - isDebug: Whether it goes first when there is no more room.
    ///   - isBrief: Whether it is sent at once, so that it needs no place on the disk.
    /// - Returns: What was wrong with the disk, once.
    mutating func append(_ line: [UInt8], isDebug: Bool, isBrief: Bool) -> FileError? {
        guard !isBrief || spool != nil, let path else {
            memory.append(line, isDebug: isDebug)
            return nil
        }
        do throws(FileError) {
            let spool = if let spool { spool } else { try LogSpool(path, owner: owner, limit: limit) }
            self.spool = spool
            try spool.append(line, isDebug: isDebug)
            return nil
        } catch {
            // What the file has is sent first; what comes from now on waits here.
            self.path = nil
            memory.append(line, isDebug: isDebug)
            return error
        }
    }

    /// Takes out what is sent next.
    ///
    /// - Parameters:
    ///   - count: The most bytes.
    ///   - missing: Makes the line that says how many lines are missing here, or that some may be (nil).
    /// - Returns: The bytes; nil when nothing waits.
    mutating func next(atMost count: Int, missing: (Int?) -> [UInt8]) -> [UInt8]? {
        do {
            if let chunk = try spool?.next(atMost: count, missing: missing) {
                source = .file
                return chunk
            }
        } catch {
            // Not a word of it can be read any more.
            spool?.remove()
            spool = nil
            path = nil
            memory.putBack(missing(nil))
        }
        guard let chunk = memory.next(atMost: count, missing: missing) else { return nil }
        source = .memory(chunk)
        return chunk
    }

    /// Notes that the chunk is being sent.
    ///
    /// - Parameter instant: Its instant, in microseconds since 1970.
    func noteUnderWay(at instant: Int64) {
        if case .file? = source { spool?.noteUnderWay(at: instant) }
    }

    /// Notes that the chunk arrived, or may have.
    mutating func noteArrived() {
        if case .file? = source { spool?.noteArrived() }
        source = nil
    }

    /// Notes that the chunk did not arrive: it comes again.
    mutating func noteFailed() {
        switch source {
        case .file?: spool?.noteFailed()
        case .memory(let chunk)?: memory.putBack(chunk)
        case nil: break
        }
        source = nil
    }

    /// Ends the queue.
    ///
    /// - Returns: The file of what was not sent; nil: there is none.
    mutating func close() -> String? {
        if !memory.isEmpty {
            for line in memory.takeAll() { _ = append(line.bytes, isDebug: line.isDebug, isBrief: false) }
        }
        guard let spool else { return nil }
        self.spool = nil
        path = nil
        if !spool.isEmpty { return spool.path }
        spool.remove()
        return nil
    }
}
