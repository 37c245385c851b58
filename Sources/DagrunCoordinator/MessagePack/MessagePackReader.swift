// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// Reads MessagePack as values of JSON, which is what messages are made of.
///
/// Instants become texts in ISO 8601, bytes become Base64, and extensions that nobody here knows become null.
///
/// It keeps its own stack, so a deeply nested value costs memory, never the thread's stack; and it takes no memory for
/// what a list or map says that it has before it is there.
///
/// Source: the MessagePack specification, <https://github.com/msgpack/msgpack/blob/master/spec.md>.
package struct MessagePackReader: ~Copyable {
    /// The deepest nesting of lists and maps that is read: what JSON may have, and a frame around it.
    package static let maximumDepth = 520

    /// A list or map that was begun.
    private struct Open {
        var isMap = false
        /// How many values are missing.
        var remaining = 1
        var elements: [JSONValue] = []
        /// Where the first of a map's values, and of its names, is among those that were read.
        var firstValue = 0
        var firstName = 0
        /// The place of a shape of which the map has had all names so far.
        var shape: Int?
    }

    /// What the next bytes are.
    private enum Item {
        case value(JSONValue)
        case list(Int)
        case map(Int)
    }

    // The bytes are handed on rather than kept, so that looking at one costs no count of references; and the reader can't be
    // copied, because a copy counts those of all that it holds.
    private var offset = 0
    /// The lists and maps that are open: the innermost one, and those around it.
    private var open = Open()
    private var outer: [Open] = []
    /// The values of all maps that are open, and the names of those of no known shape.
    private var values: [JSONValue] = []
    private var names: [MessagePackShapes.Name] = []
    private var shapes = MessagePackShapes()

    private init() {}

    /// Reads one value that fills all bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The value.
    /// - Throws: ``MessagePackError`` with the place.
    package static func value(from bytes: [UInt8]) throws(MessagePackError) -> JSONValue {
        var reader = MessagePackReader()
        let value = try reader.read(bytes.span)
        guard reader.offset == bytes.count else { throw reader.error(.trailingBytes) }
        return value
    }

    private mutating func read(_ bytes: Span<UInt8>) throws(MessagePackError) -> JSONValue {
        while true {
            while open.remaining > 0 {
                if open.isMap { try readName(in: bytes) }
                switch try item(in: bytes) {
                case .value(let value): add(value)
                case .list(0): add(.array([]))
                case .map(0): add(.object([:]))
                case .list(let count): try begin(isMap: false, count, in: bytes)
                case .map(let count): try begin(isMap: true, count, in: bytes)
                }
            }
            guard !outer.isEmpty else { return open.elements[0] }
            add(end(in: bytes))
        }
    }

    @inline(__always)
    private mutating func add(_ value: JSONValue) {
        if open.isMap { values.append(value) } else { open.elements.append(value) }
        open.remaining -= 1
    }

    private mutating func begin(isMap: Bool, _ count: Int, in bytes: Span<UInt8>) throws(MessagePackError) {
        guard outer.count < Self.maximumDepth else { throw error(.tooDeep) }
        // A member takes two bytes at least, an element one.
        guard count <= (bytes.count - offset) / (isMap ? 2 : 1) else { throw error(.truncated) }
        // Swapped rather than copied, which would count references.
        outer.append(Open())
        swap(&open, &outer[outer.count - 1])
        open.isMap = isMap
        open.remaining = count
        if isMap {
            open.firstValue = values.count
            open.firstName = names.count
            open.shape = shapes.place(of: count, at: offset, in: bytes)
        } else {
            open.elements.reserveCapacity(min(count, 4096))
        }
    }

    /// Makes a value of the innermost list or map, and goes on with the one around it.
    private mutating func end(in bytes: Span<UInt8>) -> JSONValue {
        let whole: JSONValue
        let first = open.firstValue
        if !open.isMap {
            var elements: [JSONValue] = []
            swap(&elements, &open.elements)
            whole = .array(elements)
        } else if let shape = open.shape {
            whole = .object(shapes.places(of: shape).mapValues { take(first + $0) })
        } else {
            let shape = MessagePackShapes.Shape(Array(names[open.firstName...]))
            names.removeLast(names.count - open.firstName)
            shapes.keep(shape, in: bytes)
            whole = .object(shape.places.mapValues { take(first + $0) })
        }
        if open.isMap { values.removeLast(values.count - first) }
        if var last = outer.popLast() { swap(&open, &last) }
        return whole
    }

    /// Moves a value out, which costs no count of references.
    @inline(__always)
    private mutating func take(_ place: Int) -> JSONValue {
        var value = JSONValue.null
        swap(&value, &values[place])
        return value
    }

    private mutating func item(in bytes: Span<UInt8>) throws(MessagePackError) -> Item {
        let head = try byte(in: bytes)
        switch head {
        case 0x00...0x7F: return .value(.int(Int64(head)))
        case 0x80...0x8F: return .map(Int(head & 0x0F))
        case 0x90...0x9F: return .list(Int(head & 0x0F))
        case 0xA0...0xBF: return .value(.string(try text(in: bytes, Int(head & 0x1F))))
        case 0xC0: return .value(.null)
        case 0xC1: throw error(.unusedByte)
        case 0xC2: return .value(.bool(false))
        case 0xC3: return .value(.bool(true))
        case 0xC4...0xC6:
            return .value(.string(Base64.text(of: try data(in: bytes, length(in: bytes, 1 << Int(head - 0xC4))))))
        case 0xC7...0xC9: return .value(try extended(in: bytes, length(in: bytes, 1 << Int(head - 0xC7))))
        case 0xCA:
            return .value(.double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try word(in: bytes, 4))))))
        case 0xCB: return .value(.double(Double(bitPattern: try word(in: bytes, 8))))
        case 0xCC...0xCF:
            let number = try word(in: bytes, 1 << Int(head - 0xCC))
            return .value(Int64(exactly: number).map { .int($0) } ?? .double(Double(number)))
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

    // MARK: Names

    private mutating func readName(in bytes: Span<UInt8>) throws(MessagePackError) {
        if let shape = open.shape {
            let place = values.count - open.firstValue
            if let length = shapes.length(ofName: place, of: shape, at: offset, in: bytes) {
                offset += length
                return
            }
            names += shapes.names(of: shape)[..<place]
            open.shape = nil
        }
        let start = offset
        let text = try name(in: bytes)
        names.append(MessagePackShapes.Name(text: text, range: start..<offset))
    }

    private mutating func name(in bytes: Span<UInt8>) throws(MessagePackError) -> String {
        let start = offset
        let head = try byte(in: bytes)
        switch head {
        case 0xA0...0xBF: return try text(in: bytes, Int(head & 0x1F))
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

    @inline(__always)
    private mutating func byte(in bytes: Span<UInt8>) throws(MessagePackError) -> UInt8 {
        bytes[try pass(1, of: bytes)]
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
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(start..<(start + count))))
        } catch {
            throw MessagePackError(code: .badText, offset: start)
        }
    }

    private mutating func data(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> [UInt8] {
        let start = try pass(count, of: bytes)
        return unsafe bytes.extracting(start..<(start + count)).withUnsafeBufferPointer { unsafe Array($0) }
    }

    private mutating func extended(in bytes: Span<UInt8>, _ count: Int) throws(MessagePackError) -> JSONValue {
        let type = Int8(truncatingIfNeeded: try word(in: bytes, 1))
        let start = offset
        let data = try data(in: bytes, count)
        guard type == MessagePackTimestamp.type else { return .null }
        guard let timestamp = MessagePackTimestamp(data[...]) else {
            throw MessagePackError(code: .badTimestamp, offset: start)
        }
        return .string(ISO8601.ts(timestamp.date))
    }

    private func error(_ code: MessagePackError.Code) -> MessagePackError {
        MessagePackError(code: code, offset: offset)
    }
}
