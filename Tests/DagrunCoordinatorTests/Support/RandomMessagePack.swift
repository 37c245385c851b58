// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import DagrunTestSupport

/// A value in any of the forms that MessagePack has for it, and what it reads as.
struct RandomMessagePack {
    private(set) var bytes: [UInt8] = []
    private(set) var value = JSONValue.null

    /// Makes a value, nested so deep at most.
    init(using generator: inout SeededGenerator, depth: Int = 4) {
        value = append(depth, using: &generator)
    }

    private mutating func append(_ depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 14 : 10), using: &generator) {
        case 0:
            bytes.append(0xC0)
            return .null
        case 1:
            let flag = Bool.random(using: &generator)
            bytes.append(flag ? 0xC3 : 0xC2)
            return .bool(flag)
        case 2:
            let number = Int8.random(in: -32...127, using: &generator)
            bytes.append(UInt8(bitPattern: number))
            return .int(Int64(number))
        case 3:
            let size = Int.random(in: 0...3, using: &generator)
            let number = Int64(bitPattern: generator.next()) >> (64 - Int64(8 << size))
            append(0xD0 + UInt8(size), UInt64(bitPattern: number), 1 << size)
            return .int(number)
        case 4:
            let size = Int.random(in: 0...3, using: &generator)
            let number = generator.next() >> (64 - UInt64(8 << size))
            append(0xCC + UInt8(size), number, 1 << size)
            return Int64(exactly: number).map { .int($0) } ?? .double(Double(number))
        case 5:
            let number = Double(Int64(bitPattern: generator.next())) / 3
            append(0xCB, number.bitPattern, 8)
            return .double(number)
        case 6:
            let number = Float(Int16.random(in: .min ... .max, using: &generator)) / 4
            append(0xCA, UInt64(number.bitPattern), 4)
            return .double(Double(number))
        case 7: return .string(appendText(using: &generator))
        case 8:
            let count = [0, 1, 255, 256, 70_000].randomElement(using: &generator) ?? 0
            appendHead(count, heads: [0xC4, 0xC5, 0xC6], using: &generator)
            bytes += [UInt8](repeating: 7, count: count)
            return .string(Base64.text(of: [UInt8](repeating: 7, count: count)))
        case 9: return appendExtension(using: &generator)
        case 10, 11:
            let count = [0, 3, 15, 16].randomElement(using: &generator) ?? 0
            appendHead(count, short: (0x90, 15), heads: [nil, 0xDC, 0xDD], using: &generator)
            return .array((0..<count).map { _ in append(depth - 1, using: &generator) })
        default:
            let count = [0, 1, 3, 3, 16, 70].randomElement(using: &generator) ?? 0
            appendHead(count, short: (0x80, 15), heads: [nil, 0xDE, 0xDF], using: &generator)
            var members: [String: JSONValue] = [:]
            for place in 0..<count {
                // Most maps of a length have the same names, some leave them at one place or have a name twice.
                let isOwn = Int.random(in: 0..<12, using: &generator) == 0
                let name = isOwn ? appendText(upTo: 256, using: &generator) : "m\(place)"
                if !isOwn { appendText(name, using: &generator) }
                members[name] = append(count > 16 ? 0 : depth - 1, using: &generator)
            }
            return .object(members)
        }
    }

    private mutating func appendExtension(using generator: inout SeededGenerator) -> JSONValue {
        if Bool.random(using: &generator) {
            let seconds = Int64.random(in: -1 << 35..<1 << 37, using: &generator)
            let nanoseconds = [0, 1, 999_999_999].randomElement(using: &generator) ?? 0
            append(0xC7, 12, 1)
            append(0xFF, UInt64(nanoseconds), 4)
            append(nil, UInt64(bitPattern: seconds), 8)
            return .string(ISO8601.ts(MessagePackTimestamp(seconds: seconds, nanoseconds: UInt32(nanoseconds)).date))
        }
        let place = Int.random(in: 0...5, using: &generator)
        let count = place < 5 ? 1 << place : 300
        if place < 5 {
            bytes.append(0xD4 + UInt8(place))
        } else {
            appendHead(count, heads: [0xC7, 0xC8, 0xC9], using: &generator)
        }
        bytes += [5] + [UInt8](repeating: 9, count: count)
        return .null
    }

    private mutating func appendText(upTo limit: Int = 65536, using generator: inout SeededGenerator) -> String {
        let lengths = [0, 1, 5, 15, 16, 31, 32, 255, 256, 65535, 65536].filter { $0 <= limit }
        let length = lengths.randomElement(using: &generator) ?? 0
        let text =
            String(repeating: "xyz".randomElement(using: &generator) ?? "x", count: length)
            + (length < 256 && Bool.random(using: &generator) ? "ä→🙂" : "")
        appendText(text, using: &generator)
        return text
    }

    private mutating func appendText(_ text: String, using generator: inout SeededGenerator) {
        appendHead(text.utf8.count, short: (0xA0, 31), heads: [0xD9, 0xDA, 0xDB], using: &generator)
        bytes += text.utf8
    }

    /// Writes one of the heads that a length fits, mostly the shortest.
    private mutating func appendHead(
        _ count: Int, short: (base: UInt8, limit: Int)? = nil, heads: [UInt8?], using generator: inout SeededGenerator
    ) {
        let fitting = heads.indices.filter { heads[$0] != nil && ($0 == 2 || count < 1 << (8 << $0)) }
        let isShortest = Int.random(in: 0..<4, using: &generator) > 0
        if let short, count <= short.limit, isShortest { return bytes.append(short.base | UInt8(count)) }
        let size = (isShortest ? fitting.first : fitting.randomElement(using: &generator)) ?? 2
        append(heads[size], UInt64(count), 1 << size)
    }

    private mutating func append(_ head: UInt8?, _ number: UInt64, _ count: Int) {
        if let head { bytes.append(head) }
        for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (UInt64(place) * 8))) }
    }
}
