// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// Writes MessagePack, each value in its shortest form, as Python's msgspec does.
///
/// Source: the MessagePack specification, <https://github.com/msgpack/msgpack/blob/master/spec.md>.
package struct MessagePackWriter {
    /// What was written.
    package private(set) var bytes: [UInt8]

    /// Makes a writer that appends to bytes.
    package init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    /// Writes a value of JSON.
    package static func bytes(of value: JSONValue) -> [UInt8] { bytes(of: .json(value)) }

    /// Writes a value.
    package static func bytes(of value: MessagePackValue) -> [UInt8] {
        var writer = MessagePackWriter()
        writer.write(value)
        return writer.bytes
    }

    /// Appends a value.
    package mutating func write(_ value: MessagePackValue) {
        switch value {
        case .json(let value): write(value)
        case .map(let members):
            writeHead(members.count, short: (0x80, 15), one: nil, two: 0xDE, four: 0xDF)
            for member in members {
                write(member.name)
                write(member.value)
            }
        case .timestamp(let timestamp): write(timestamp)
        }
    }

    /// Appends a value of JSON.
    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let flag): bytes.append(flag ? 0xC3 : 0xC2)
        case .int(let number): write(number)
        case .double(let number): append(number.bitPattern, 8, head: 0xCB)
        case .string(let text): write(text)
        case .array(let elements):
            writeHead(elements.count, short: (0x90, 15), one: nil, two: 0xDC, four: 0xDD)
            for element in elements { write(element) }
        case .object(let members):
            writeHead(members.count, short: (0x80, 15), one: nil, two: 0xDE, four: 0xDF)
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                write(name)
                write(member)
            }
        }
    }

    private mutating func write(_ text: String) {
        writeHead(text.utf8.count, short: (0xA0, 31), one: 0xD9, two: 0xDA, four: 0xDB)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ number: Int64) {
        switch number {
        case 0...: write(UInt64(number))
        case -32..<0: bytes.append(UInt8(bitPattern: Int8(number)))
        case -0x80 ..< -32: append(UInt64(bitPattern: number), 1, head: 0xD0)
        case -0x8000 ..< -0x80: append(UInt64(bitPattern: number), 2, head: 0xD1)
        case -0x8000_0000 ..< -0x8000: append(UInt64(bitPattern: number), 4, head: 0xD2)
        default: append(UInt64(bitPattern: number), 8, head: 0xD3)
        }
    }

    private mutating func write(_ number: UInt64) {
        switch number {
        case 0...0x7F: bytes.append(UInt8(number))
        case 0x80...0xFF: append(number, 1, head: 0xCC)
        case 0x100...0xFFFF: append(number, 2, head: 0xCD)
        case 0x1_0000...0xFFFF_FFFF: append(number, 4, head: 0xCE)
        default: append(number, 8, head: 0xCF)
        }
    }

    private mutating func write(_ timestamp: MessagePackTimestamp) {
        let nanoseconds = UInt64(min(timestamp.nanoseconds, 999_999_999))
        guard let seconds = UInt64(exactly: timestamp.seconds), seconds < 1 << 34 else {
            bytes += [0xC7, 12, UInt8(bitPattern: MessagePackTimestamp.type)]
            append(nanoseconds, 4)
            return append(UInt64(bitPattern: timestamp.seconds), 8)
        }
        let isShort = nanoseconds == 0 && seconds < 1 << 32
        bytes += [isShort ? 0xD6 : 0xD7, UInt8(bitPattern: MessagePackTimestamp.type)]
        if isShort { append(seconds, 4) } else { append(nanoseconds << 34 | seconds, 8) }
    }

    /// Writes the head of something that has a length; one beyond 32 bits can't be in memory here.
    private mutating func writeHead(
        _ count: Int, short: (base: UInt8, limit: Int), one: UInt8?, two: UInt8, four: UInt8
    ) {
        if count <= short.limit {
            bytes.append(short.base | UInt8(count))
        } else if let one, count <= 0xFF {
            append(UInt64(count), 1, head: one)
        } else if count <= 0xFFFF {
            append(UInt64(count), 2, head: two)
        } else {
            append(UInt64(count), 4, head: four)
        }
    }

    private mutating func append(_ number: UInt64, _ count: Int, head: UInt8? = nil) {
        if let head { bytes.append(head) }
        for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (UInt64(place) * 8))) }
    }
}
