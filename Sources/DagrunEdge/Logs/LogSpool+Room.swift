// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

// Making room.
extension LogSpool {
    /// Writes the file anew without what was sent and, as far as that is not enough, without the oldest lines of level debug, then
    /// the oldest of all.
    func shrink(toMakeRoomFor room: Int) throws(FileError) {
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
