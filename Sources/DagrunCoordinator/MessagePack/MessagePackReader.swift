// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads values of MessagePack.
///
/// It keeps its own stack, so a deeply nested value costs memory, never the thread's stack; and it takes no more memory
/// for a list than there are bytes left, whatever the list says of itself.
package struct MessagePackReader {
    /// The deepest nesting of lists and maps that is read: what JSON may have, and a frame around it.
    package static let maximumDepth = 520

    /// A list or map that was begun.
    private struct Open {
        var isMap: Bool
        var remaining: Int
        var elements: [MessagePackValue] = []
        var members: [MessagePackValue.Member] = []
        /// The name of the member that comes next.
        var name = ""

        /// Adds what comes next.
        @inline(__always)
        mutating func add(_ value: MessagePackValue) {
            if isMap { members.append(MessagePackValue.Member(name, value)) } else { elements.append(value) }
            remaining -= 1
        }
    }

    /// What the next bytes are.
    private enum Item {
        case value(MessagePackValue)
        case list(Int)
        case map(Int)
    }

    // The bytes are handed on rather than kept, so that looking at one costs no count of references.
    private var offset = 0
    private var names = MessagePackNames()

    /// Reads one value that fills all bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The value.
    /// - Throws: ``MessagePackError`` with the place.
    package static func value(from bytes: [UInt8]) throws(MessagePackError) -> MessagePackValue {
        var reader = MessagePackReader()
        let value = try reader.read(bytes.span)
        guard reader.offset == bytes.count else { throw reader.error(.trailingBytes) }
        return value
    }

    private mutating func read(_ bytes: Span<UInt8>) throws(MessagePackError) -> MessagePackValue {
        // What is read is added to the innermost list or map, which is kept at hand; `outer` has those around it.
        var outer: [Open] = []
        var open = Open(isMap: false, remaining: 1)
        while true {
            while open.remaining > 0 {
                if open.isMap { open.name = try name(in: bytes) }
                switch try item(in: bytes) {
                case .value(let value): open.add(value)
                case .list(0): open.add(.array([]))
                case .map(0): open.add(.map([]))
                case .list(let count):
                    outer.append(open)
                    open = try begin(isMap: false, count, depth: outer.count, in: bytes)
                case .map(let count):
                    outer.append(open)
                    open = try begin(isMap: true, count, depth: outer.count, in: bytes)
                }
            }
            let whole: MessagePackValue = open.isMap ? .map(open.members) : .array(open.elements)
            guard let last = outer.popLast() else { return open.elements.first ?? .null }
            open = last
            open.add(whole)
        }
    }

    private func begin(
        isMap: Bool, _ count: Int, depth: Int, in bytes: Span<UInt8>
    ) throws(MessagePackError) -> Open {
        guard depth <= Self.maximumDepth else { throw error(.tooDeep) }
        // A member takes two bytes at least, an element one.
        guard count <= (bytes.count - offset) / (isMap ? 2 : 1) else { throw error(.truncated) }
        var open = Open(isMap: isMap, remaining: count)
        if isMap {
            open.members.reserveCapacity(min(count, 4096))
        } else {
            open.elements.reserveCapacity(min(count, 4096))
        }
        return open
    }

    private mutating func item(in bytes: Span<UInt8>) throws(MessagePackError) -> Item {
        let head = UInt8(truncatingIfNeeded: try word(in: bytes, 1))
        switch head {
        case 0x00...0x7F: return .value(.int(Int64(head)))
        case 0x80...0x8F: return .map(Int(head & 0x0F))
        case 0x90...0x9F: return .list(Int(head & 0x0F))
        case 0xA0...0xBF: return .value(.string(try text(in: bytes, Int(head & 0x1F))))
        case 0xC0: return .value(.null)
        case 0xC1: throw error(.unusedByte)
        case 0xC2: return .value(.bool(false))
        case 0xC3: return .value(.bool(true))
        case 0xC4...0xC6: return .value(.binary(try data(in: bytes, length(in: bytes, 1 << Int(head - 0xC4)))))
        case 0xC7...0xC9: return .value(try extended(in: bytes, length(in: bytes, 1 << Int(head - 0xC7))))
        case 0xCA:
            return .value(.double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try word(in: bytes, 4))))))
        case 0xCB: return .value(.double(Double(bitPattern: try word(in: bytes, 8))))
        case 0xCC...0xCF:
            let number = try word(in: bytes, 1 << Int(head - 0xCC))
            return .value(Int64(exactly: number).map { .int($0) } ?? .unsigned(number))
        case 0xD0: return .value(.int(Int64(Int8(truncatingIfNeeded: try word(in: bytes, 1)))))
        case 0xD1: return .value(.int(Int64(Int16(truncatingIfNeeded: try word(in: bytes, 2)))))
        case 0xD2: return .value(.int(Int64(Int32(truncatingIfNeeded: try word(in: bytes, 4)))))
        case 0xD3: return .value(.int(Int64(bitPattern: try word(in: bytes, 8))))
        case 0xD4...0xD8: return .value(try extended(in: bytes, 1 << Int(head - 0xD4)))
        case 0xD9...0xDB: return .value(.string(try text(in: bytes, length(in: bytes, 1 << Int(head - 0xD9)))))
        case 0xDC: return .list(try length(in: bytes, 2))
        case 0xDD: return .list(try length(in: bytes, 4))
        case 0xDE: return .map(try length(in: bytes, 2))
        case 0xDF: return .map(try length(in: bytes, 4))
        default: return .value(.int(Int64(Int8(bitPattern: head))))
        }
    }

    private mutating func name(in bytes: Span<UInt8>) throws(MessagePackError) -> String {
        let start = offset
        let head = UInt8(truncatingIfNeeded: try word(in: bytes, 1))
        switch head {
        case 0xA0...0xBF:
            let count = Int(head & 0x1F)
            if count <= bytes.count - offset, let known = names.name(at: offset, count, in: bytes) {
                offset += count
                return known
            }
            let place = offset
            let name = try text(in: bytes, count)
            names.keep(name, at: place, count, in: bytes)
            return name
        case 0xD9...0xDB: return try text(in: bytes, length(in: bytes, 1 << Int(head - 0xD9)))
        default: throw MessagePackError(code: .badName, offset: start)
        }
    }

    // MARK: Bytes

    /// Moves on.
    ///
    /// - Returns: Where the bytes begin that were passed.
    @inline(__always)
    private mutating func pass(_ count: Int, of bytes: Span<UInt8>) throws(MessagePackError) -> Int {
        guard count <= bytes.count - offset else { throw error(.truncated) }
        defer { offset += count }
        return offset
    }

    /// A number of so many bytes, the highest first.
    @inline(__always)
    private mutating func word(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> UInt64 {
        let start = try pass(count, of: bytes)
        var word: UInt64 = 0
        for place in start..<(start + count) { word = word << 8 | UInt64(bytes[place]) }
        return word
    }

    @inline(__always)
    private mutating func length(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> Int {
        Int(try word(in: bytes, count))
    }

    private mutating func text(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> String {
        let start = try pass(count, of: bytes)
        let text = unsafe bytes.extracting(start..<(start + count)).withUnsafeBufferPointer {
            unsafe String(validating: $0, as: UTF8.self)
        }
        guard let text else { throw MessagePackError(code: .badText, offset: start) }
        return text
    }

    private mutating func data(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> [UInt8] {
        let start = try pass(count, of: bytes)
        return unsafe bytes.extracting(start..<(start + count)).withUnsafeBufferPointer { unsafe Array($0) }
    }

    private mutating func extended(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> MessagePackValue {
        let type = Int8(truncatingIfNeeded: try word(in: bytes, 1))
        let start = offset
        let data = try data(in: bytes, count)
        guard type == MessagePackTimestamp.type else { return .extended(type: type, data) }
        guard let timestamp = MessagePackTimestamp(data[...]) else {
            throw MessagePackError(code: .badTimestamp, offset: start)
        }
        return .timestamp(timestamp)
    }

    private func error(_ code: MessagePackError.Code) -> MessagePackError {
        MessagePackError(code: code, offset: offset)
    }
}
