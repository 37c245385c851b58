// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the bytes of a TZif file.
///
/// Sources: RFC 8536; which offset holds before the first transition is Python's choice (`zoneinfo`).
struct TZifReader {
    /// Why the bytes can't be read.
    struct Fault: Error {
        let reason: String
    }

    private let bytes: [UInt8]
    private var position = 0

    /// The counts in a header.
    private struct Header {
        let version: UInt8
        let utIndicators, standardIndicators, leapSeconds, transitions, types, nameBytes: Int
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the whole file.
    mutating func read(name: String) throws(Fault) -> TimeZoneRules {
        let header = try readHeader()
        guard header.version > 0 else { return try readBlock(header, timeSize: 4, name: name) }
        try skipBlock(header, timeSize: 4)
        return try readBlock(try readHeader(), timeSize: 8, name: name)
    }

    private mutating func readHeader() throws(Fault) -> Header {
        guard try take(4).elementsEqual("TZif".utf8) else { throw Fault(reason: "it does not start with TZif") }
        let version = try take(1).first ?? 0
        guard version == 0 || version >= UInt8(ascii: "2") else { throw Fault(reason: "its version is unknown") }
        _ = try take(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = try readInteger(size: 4)
            guard count >= 0, count <= bytes.count else { throw Fault(reason: "a count exceeds the file") }
            counts.append(count)
        }
        return Header(
            version: version, utIndicators: counts[0], standardIndicators: counts[1], leapSeconds: counts[2],
            transitions: counts[3], types: counts[4], nameBytes: counts[5])
    }

    private mutating func skipBlock(_ header: Header, timeSize: Int) throws(Fault) {
        // The counts are within the file's size, so the sum can't overflow.
        _ = try take(header.transitions * (timeSize + 1) + header.types * 6 + header.nameBytes)
        _ = try take(header.leapSeconds * (timeSize + 4) + header.standardIndicators + header.utIndicators)
    }

    private mutating func readBlock(_ header: Header, timeSize: Int, name: String) throws(Fault) -> TimeZoneRules {
        guard header.leapSeconds == 0 else { throw Fault(reason: "it counts leap seconds (a zone under right/)") }
        guard header.types > 0 else { throw Fault(reason: "it has no local time type") }
        var instants: [Int] = []
        for _ in 0..<header.transitions { instants.append(try readInteger(size: timeSize)) }
        guard zip(instants, instants.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Fault(reason: "its transitions are not in order")
        }
        // RFC 8536 expects no time before -2^59; zic writes that one for the beginning of time.
        let limit = 1 << 59
        guard instants.allSatisfy({ -limit...limit ~= $0 }) else { throw Fault(reason: "a transition is out of range") }
        let indexes = Array(try take(header.transitions))
        var offsets: [Int] = []
        var firstStandard: Int?
        for _ in 0..<header.types {
            let offset = try readInteger(size: 4)
            guard -86_399...86_399 ~= offset else { throw Fault(reason: "an offset is a day or more") }
            let isDST = try take(2).first != 0
            if !isDST, firstStandard == nil { firstStandard = offset }
            offsets.append(offset)
        }
        guard indexes.allSatisfy({ Int($0) < offsets.count }) else { throw Fault(reason: "a transition has no type") }
        _ = try take(header.nameBytes + header.standardIndicators + header.utIndicators)

        var transitions: [TimeZoneRules.Transition] = []
        var before = offsets[0]
        for (instant, index) in zip(instants, indexes) {
            let after = offsets[Int(index)]
            transitions.append(TimeZoneRules.Transition(instant: instant, before: before, after: after))
            before = after
        }
        let firstOffset = firstStandard ?? transitions.first?.after ?? offsets[0]
        let rule = timeSize == 8 ? try readFooter() : nil
        return TimeZoneRules(name: name, transitions: transitions, firstOffset: firstOffset, rule: rule)
    }

    private mutating func readFooter() throws(Fault) -> PosixTimeZone? {
        guard try take(1).first == UInt8(ascii: "\n"), let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n"))
        else {
            throw Fault(reason: "its footer is not between line feeds")
        }
        let footer = bytes[position..<end]
        guard !footer.isEmpty else { return nil }
        guard let rule = PosixTimeZone(footer) else {
            throw Fault(reason: "its footer \"\(String(decoding: footer, as: UTF8.self))\" is not a POSIX TZ rule")
        }
        return rule
    }

    private mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw Fault(reason: "it is cut off after \(bytes.count) bytes") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    private mutating func readInteger(size: Int) throws(Fault) -> Int {
        let bits = try take(size).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
    }
}
