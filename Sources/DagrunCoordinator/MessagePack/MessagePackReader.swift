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
        var name: String?
    }

    /// What the next bytes are.
    private enum Item {
        case value(MessagePackValue)
        case list(Int)
        case map(Int)
    }

    private let bytes: [UInt8]
    private var offset = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one value that fills all bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The value.
    /// - Throws: ``MessagePackError`` with the place.
    package static func value(from bytes: [UInt8]) throws(MessagePackError) -> MessagePackValue {
        var reader = MessagePackReader(bytes)
        let value = try reader.read()
        guard reader.offset == bytes.count else { throw reader.error(.trailingBytes) }
        return value
    }

    private mutating func read() throws(MessagePackError) -> MessagePackValue {
        var stack: [Open] = []
        while true {
            var value: MessagePackValue
            switch try item() {
            case .value(let read): value = read
            case .list(0): value = .array([])
            case .map(0): value = .map([])
            case .list(let count):
                try begin(&stack, isMap: false, count)
                continue
            case .map(let count):
                try begin(&stack, isMap: true, count)
                continue
            }
            // Each value that is complete may complete what is around it.
            while true {
                guard !stack.isEmpty else { return value }
                guard try add(value, to: &stack[stack.count - 1]) else { break }
                let whole = stack.removeLast()
                value = whole.isMap ? .map(whole.members) : .array(whole.elements)
            }
        }
    }

    private func begin(_ stack: inout [Open], isMap: Bool, _ count: Int) throws(MessagePackError) {
        guard stack.count < Self.maximumDepth else { throw error(.tooDeep) }
        // A member takes two bytes at least, an element one.
        guard count <= (bytes.count - offset) / (isMap ? 2 : 1) else { throw error(.truncated) }
        var open = Open(isMap: isMap, remaining: count)
        if isMap {
            open.members.reserveCapacity(min(count, 4096))
        } else {
            open.elements.reserveCapacity(min(count, 4096))
        }
        stack.append(open)
    }

    /// Adds a value to a list or map.
    ///
    /// - Returns: Whether it is complete now.
    private func add(_ value: MessagePackValue, to open: inout Open) throws(MessagePackError) -> Bool {
        if open.isMap {
            guard let name = open.name else {
                guard case .string(let text) = value else { throw error(.badName) }
                open.name = text
                return false
            }
            open.members.append(MessagePackValue.Member(name, value))
            open.name = nil
        } else {
            open.elements.append(value)
        }
        open.remaining -= 1
        return open.remaining == 0
    }

    private mutating func item() throws(MessagePackError) -> Item {
        let head = try take(1).first ?? 0
        switch head {
        case 0x00...0x7F: return .value(.int(Int64(head)))
        case 0x80...0x8F: return .map(Int(head & 0x0F))
        case 0x90...0x9F: return .list(Int(head & 0x0F))
        case 0xA0...0xBF: return .value(try text(Int(head & 0x1F)))
        case 0xC0: return .value(.null)
        case 0xC1: throw error(.unusedByte)
        case 0xC2: return .value(.bool(false))
        case 0xC3: return .value(.bool(true))
        case 0xC4...0xC6: return .value(.binary(Array(try take(length(1 << Int(head - 0xC4))))))
        case 0xC7...0xC9: return .value(try extended(length(1 << Int(head - 0xC7))))
        case 0xCA: return .value(.double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try word(4))))))
        case 0xCB: return .value(.double(Double(bitPattern: try word(8))))
        case 0xCC...0xCF:
            let number = try word(1 << Int(head - 0xCC))
            return .value(Int64(exactly: number).map { .int($0) } ?? .unsigned(number))
        case 0xD0: return .value(.int(Int64(Int8(truncatingIfNeeded: try word(1)))))
        case 0xD1: return .value(.int(Int64(Int16(truncatingIfNeeded: try word(2)))))
        case 0xD2: return .value(.int(Int64(Int32(truncatingIfNeeded: try word(4)))))
        case 0xD3: return .value(.int(Int64(bitPattern: try word(8))))
        case 0xD4...0xD8: return .value(try extended(1 << Int(head - 0xD4)))
        case 0xD9...0xDB: return .value(try text(length(1 << Int(head - 0xD9))))
        case 0xDC: return .list(try length(2))
        case 0xDD: return .list(try length(4))
        case 0xDE: return .map(try length(2))
        case 0xDF: return .map(try length(4))
        default: return .value(.int(Int64(Int8(bitPattern: head))))
        }
    }

    private mutating func take(_ count: Int) throws(MessagePackError) -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw error(.truncated) }
        defer { offset += count }
        return bytes[offset..<(offset + count)]
    }

    /// A number of so many bytes, the highest first.
    private mutating func word(_ count: Int) throws(MessagePackError) -> UInt64 {
        try take(count).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func length(_ count: Int) throws(MessagePackError) -> Int { Int(try word(count)) }

    private mutating func text(_ count: Int) throws(MessagePackError) -> MessagePackValue {
        let start = offset
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw MessagePackError(code: .badText, offset: start)
        }
        return .string(text)
    }

    private mutating func extended(_ count: Int) throws(MessagePackError) -> MessagePackValue {
        let type = Int8(truncatingIfNeeded: try word(1))
        let start = offset
        let data = try take(count)
        guard type == MessagePackTimestamp.type else { return .extended(type: type, Array(data)) }
        guard let timestamp = MessagePackTimestamp(data) else {
            throw MessagePackError(code: .badTimestamp, offset: start)
        }
        return .timestamp(timestamp)
    }

    private func error(_ code: MessagePackError.Code) -> MessagePackError {
        MessagePackError(code: code, offset: offset)
    }
}
