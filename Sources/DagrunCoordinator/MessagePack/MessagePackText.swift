// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Writes MessagePack as JSON text, without making values of it.
///
/// An XCom is JSON text here until somebody reads it, and it may have megabytes: values in between would be most of what
/// handing one over costs. The text means what ``MessagePackReader`` reads; members keep their order, and of two with one
/// name both are there, of which readers take the last.
///
/// It keeps its own stack, so a deeply nested value costs memory, never the thread's stack.
package struct MessagePackText: ~Copyable {
    /// A list or map that was begun.
    private struct Open {
        var isMap: Bool
        var isFirst = true
        /// How many values are missing.
        var remaining: Int
    }

    private var scanner: MessagePackScanner
    private var text: [UInt8] = []
    private var open: [Open] = []

    private init(at offset: Int, size: Int) {
        scanner = MessagePackScanner(offset: offset)
        // Punctuation takes more room in JSON than heads do.
        text.reserveCapacity(size + size / 2)
    }

    /// Writes one value that fills a part of the bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - part: The part; all of them where it is nil.
    /// - Returns: JSON text in UTF-8.
    /// - Throws: ``MessagePackError`` with the place.
    package static func json(
        of bytes: [UInt8], in part: Range<Int>? = nil
    ) throws(MessagePackError) -> [UInt8] {
        let part = part ?? bytes.indices
        var writer = MessagePackText(at: part.lowerBound, size: part.count)
        try writer.write(bytes.span.extracting(..<part.upperBound), bytes)
        guard writer.scanner.offset == part.upperBound else { throw writer.scanner.error(.trailingBytes) }
        return writer.text
    }

    // The array, too: only of it can a part be appended at once.
    private mutating func write(_ bytes: Span<UInt8>, _ array: [UInt8]) throws(MessagePackError) {
        while true {
            switch try scanner.token(in: bytes) {
            case .null: text.append("null")
            case .bool(let flag): text.append(flag ? "true" : "false")
            case .int(let number): text.append(integer: Int(number))
            case .double(let number): text.append(contentsOf: PythonFloat.text(of: number).utf8)
            case .text(let range): try append(range, bytes, array)
            case .data(let range): text.append(jsonString: MessagePackScanner.base64(range, of: bytes))
            case .extended(let type, let range):
                if let instant = try MessagePackScanner.instant(type: type, range, of: bytes) {
                    text.append(jsonString: instant)
                } else {
                    text.append("null")
                }
            case .list(let count): try begin(isMap: false, count)
            case .map(let count): try begin(isMap: true, count)
            }
            while let last = open.last, last.remaining == 0 {
                text.append(last.isMap ? UInt8(ascii: "}") : UInt8(ascii: "]"))
                open.removeLast()
            }
            guard !open.isEmpty else { return }
            try next(bytes, array)
        }
    }

    private mutating func begin(isMap: Bool, _ count: Int) throws(MessagePackError) {
        // As the reader counts: one without anything in it lies no deeper.
        guard count == 0 || open.count < MessagePackReader.maximumDepth else { throw scanner.error(.tooDeep) }
        text.append(isMap ? UInt8(ascii: "{") : UInt8(ascii: "["))
        open.append(Open(isMap: isMap, remaining: count))
    }

    /// Writes what stands in front of the next value of the innermost list or map.
    @inline(__always)
    private mutating func next(_ bytes: Span<UInt8>, _ array: [UInt8]) throws(MessagePackError) {
        let last = open.count - 1
        if open[last].isFirst { open[last].isFirst = false } else { text.append(UInt8(ascii: ",")) }
        open[last].remaining -= 1
        guard open[last].isMap else { return }
        try append(scanner.name(in: bytes), bytes, array)
        text.append(UInt8(ascii: ":"))
    }

    @inline(__always)
    private mutating func append(
        _ range: Range<Int>, _ bytes: Span<UInt8>, _ array: [UInt8]
    ) throws(MessagePackError) {
        do {
            _ = try UTF8Span(validating: bytes.extracting(range))
        } catch {
            throw MessagePackError(code: .badText, offset: range.lowerBound)
        }
        text.append(jsonString: array[range])
    }
}
