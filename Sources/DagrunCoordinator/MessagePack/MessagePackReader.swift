// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// Reads MessagePack as values of JSON, which is what messages are made of.
///
/// Instants become texts in ISO 8601, bytes become Base64, and extensions that nobody here knows become null.
///
/// It keeps its own stack, so a deeply nested value costs memory, never the thread's stack; and it takes no memory for
/// what a list or map says that it has before it is there.
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

    // The reader can't be copied: a copy counts references of all that it holds.
    private var scanner: MessagePackScanner
    /// The lists and maps that are open: the innermost one, and those around it.
    private var open = Open()
    private var outer: [Open] = []
    /// The values of all maps that are open, and the names of those of no known shape.
    private var values: [JSONValue] = []
    private var names: [MessagePackShapes.Name] = []
    private var shapes = MessagePackShapes()

    private init(at offset: Int) { scanner = MessagePackScanner(offset: offset) }

    /// Reads one value that fills a part of the bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - part: The part; all of them where it is nil.
    /// - Returns: The value.
    /// - Throws: ``MessagePackError`` with the place.
    package static func value(
        from bytes: [UInt8], in part: Range<Int>? = nil
    ) throws(MessagePackError) -> JSONValue {
        let part = part ?? bytes.indices
        var reader = MessagePackReader(at: part.lowerBound)
        let value = try reader.read(bytes.span.extracting(..<part.upperBound))
        guard reader.scanner.offset == part.upperBound else { throw reader.scanner.error(.trailingBytes) }
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
        guard outer.count < Self.maximumDepth else { throw scanner.error(.tooDeep) }
        // Swapped rather than copied, which would count references.
        outer.append(Open())
        swap(&open, &outer[outer.count - 1])
        open.isMap = isMap
        open.remaining = count
        if isMap {
            open.firstValue = values.count
            open.firstName = names.count
            open.shape = shapes.place(of: count, at: scanner.offset, in: bytes)
        } else {
            // Not all that it says it has: lists within lists might each say so much.
            open.elements.reserveCapacity(min(count, 128))
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
        switch try scanner.token(in: bytes) {
        case .null: return .value(.null)
        case .bool(let flag): return .value(.bool(flag))
        case .int(let number): return .value(.int(number))
        case .double(let number): return .value(.double(number))
        case .text(let range): return .value(.string(try MessagePackScanner.text(range, of: bytes)))
        case .data(let range): return .value(.string(MessagePackScanner.base64(range, of: bytes)))
        case .extended(let type, let range):
            let instant = try MessagePackScanner.instant(type: type, range, of: bytes)
            return .value(instant.map { .string($0) } ?? .null)
        case .list(let count): return .list(count)
        case .map(let count): return .map(count)
        }
    }

    // MARK: Names

    private mutating func readName(in bytes: Span<UInt8>) throws(MessagePackError) {
        if let shape = open.shape {
            let place = values.count - open.firstValue
            if let length = shapes.length(ofName: place, of: shape, at: scanner.offset, in: bytes) {
                scanner.offset += length
                return
            }
            names += shapes.names(of: shape)[..<place]
            open.shape = nil
        }
        let start = scanner.offset
        let text = try MessagePackScanner.text(scanner.name(in: bytes), of: bytes)
        names.append(MessagePackShapes.Name(text: text, range: start..<scanner.offset))
    }
}
