// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Goes through MessagePack.
///
/// The bytes are handed on rather than kept, so that looking at one costs no count of references.
///
/// Source: the MessagePack specification, <https://github.com/msgpack/msgpack/blob/master/spec.md>.
struct MessagePackScanner {
    /// Where the next token begins.
    var offset = 0

    /// Reads what stands next.
    ///
    /// Of a list or map that says it has more than there are bytes left, nothing is believed.
    @inline(__always)
    mutating func token(in bytes: Span<UInt8>) throws(MessagePackError) -> MessagePackToken {
        let head = try byte(in: bytes)
        switch head {
        case 0x00...0x7F: return .int(Int64(head))
        case 0x80...0x8F: return try map(Int(head & 0x0F), in: bytes)
        case 0x90...0x9F: return try list(Int(head & 0x0F), in: bytes)
        case 0xA0...0xBF: return .text(try pass(Int(head & 0x1F), of: bytes))
        case 0xC0: return .null
        case 0xC1: throw error(.unusedByte)
        case 0xC2: return .bool(false)
        case 0xC3: return .bool(true)
        case 0xC4...0xC6: return .data(try pass(length(in: bytes, 1 << Int(head - 0xC4)), of: bytes))
        case 0xC7...0xC9: return try extended(length(in: bytes, 1 << Int(head - 0xC7)), in: bytes)
        case 0xCA: return .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try word(in: bytes, 4)))))
        case 0xCB: return .double(Double(bitPattern: try word(in: bytes, 8)))
        case 0xCC...0xCF:
            let number = try word(in: bytes, 1 << Int(head - 0xCC))
            return Int64(exactly: number).map { .int($0) } ?? .double(Double(number))
        case 0xD0: return .int(Int64(Int8(truncatingIfNeeded: try word(in: bytes, 1))))
        case 0xD1: return .int(Int64(Int16(truncatingIfNeeded: try word(in: bytes, 2))))
        case 0xD2: return .int(Int64(Int32(truncatingIfNeeded: try word(in: bytes, 4))))
        case 0xD3: return .int(Int64(bitPattern: try word(in: bytes, 8)))
        case 0xD4...0xD8: return try extended(1 << Int(head - 0xD4), in: bytes)
        case 0xD9...0xDB: return .text(try pass(length(in: bytes, 1 << Int(head - 0xD9)), of: bytes))
        case 0xDC: return try list(length(in: bytes, 2), in: bytes)
        case 0xDD: return try list(length(in: bytes, 4), in: bytes)
        case 0xDE: return try map(length(in: bytes, 2), in: bytes)
        case 0xDF: return try map(length(in: bytes, 4), in: bytes)
        default: return .int(Int64(Int8(bitPattern: head)))
        }
    }

    /// Reads the name of a member, which is a text.
    ///
    /// - Returns: Where it is.
    @inline(__always)
    mutating func name(in bytes: Span<UInt8>) throws(MessagePackError) -> Range<Int> {
        let start = offset
        if case .text(let range) = try token(in: bytes) { return range }
        throw MessagePackError(code: .badName, offset: start)
    }

    /// Goes past a value without looking at its texts and names.
    ///
    /// - Returns: Where it is.
    mutating func skip(in bytes: Span<UInt8>) throws(MessagePackError) -> Range<Int> {
        let start = offset
        // Each takes a byte at least, so they can't become more than there are.
        var missing = 1
        while missing > 0 {
            missing -= 1
            switch try token(in: bytes) {
            case .list(let count): missing += count
            case .map(let count): missing += 2 * count
            default: continue
            }
            guard missing <= bytes.count - offset else { throw error(.truncated) }
        }
        return start..<offset
    }

    /// Makes an error of what stands here.
    func error(_ code: MessagePackError.Code) -> MessagePackError { MessagePackError(code: code, offset: offset) }

    // MARK: Contents

    /// Makes a text.
    @inline(__always)
    static func text(_ range: Range<Int>, of bytes: Span<UInt8>) throws(MessagePackError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw MessagePackError(code: .badText, offset: range.lowerBound)
        }
    }

    /// Makes a text of bytes: Base64.
    static func base64(_ range: Range<Int>, of bytes: Span<UInt8>) -> String {
        Base64.text(of: copy(range, of: bytes))
    }

    /// Makes a text of an instant: ISO 8601.
    ///
    /// - Returns: The text; nil for a type that nobody here knows.
    static func instant(
        type: Int8, _ range: Range<Int>, of bytes: Span<UInt8>
    ) throws(MessagePackError) -> String? {
        guard type == MessagePackTimestamp.type else { return nil }
        guard let timestamp = MessagePackTimestamp(copy(range, of: bytes)[...]) else {
            throw MessagePackError(code: .badTimestamp, offset: range.lowerBound)
        }
        return ISO8601.ts(timestamp.date)
    }

    private static func copy(_ range: Range<Int>, of bytes: Span<UInt8>) -> [UInt8] {
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }

    // MARK: Bytes

    /// Moves on.
    ///
    /// - Returns: What was passed.
    @inline(__always)
    private mutating func pass(_ count: Int, of bytes: Span<UInt8>) throws(MessagePackError) -> Range<Int> {
        guard count <= bytes.count - offset else { throw error(.truncated) }
        defer { offset += count }
        return offset..<(offset + count)
    }

    @inline(__always)
    private mutating func byte(in bytes: Span<UInt8>) throws(MessagePackError) -> UInt8 {
        guard offset < bytes.count else { throw error(.truncated) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// A number of so many bytes, the highest first.
    @inline(__always)
    private mutating func word(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> UInt64 {
        var word: UInt64 = 0
        for place in try pass(count, of: bytes) { word = word << 8 | UInt64(bytes[place]) }
        return word
    }

    @inline(__always)
    private mutating func length(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> Int {
        Int(try word(in: bytes, count))
    }

    @inline(__always)
    private func list(_ count: Int, in bytes: Span<UInt8>) throws(MessagePackError) -> MessagePackToken {
        guard count <= bytes.count - offset else { throw error(.truncated) }
        return .list(count)
    }

    @inline(__always)
    private func map(_ count: Int, in bytes: Span<UInt8>) throws(MessagePackError) -> MessagePackToken {
        guard count <= (bytes.count - offset) / 2 else { throw error(.truncated) }
        return .map(count)
    }

    private mutating func extended(_ count: Int, in bytes: Span<UInt8>) throws(MessagePackError) -> MessagePackToken {
        let type = Int8(bitPattern: try byte(in: bytes))
        return .extended(type: type, try pass(count, of: bytes))
    }
}
