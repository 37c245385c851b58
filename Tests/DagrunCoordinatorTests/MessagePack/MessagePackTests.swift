// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct MessagePackTests {
    private static func parsed(_ text: [UInt8]) throws -> JSONValue {
        try JSONParser(maximumDepth: MessagePackReader.maximumDepth).value(from: text)
    }

    @Test func `Every form of a value is read`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<600 {
            let random = RandomMessagePack(using: &generator)
            #expect(try MessagePackReader.value(from: random.bytes) == random.value)
            #expect(try Self.parsed(MessagePackText.json(of: random.bytes)) == random.value)
        }
    }

    @Test func `Values read back as they were written`() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<400 {
            let value = RandomMessagePack(using: &generator).value
            #expect(try MessagePackReader.value(from: MessagePackWriter.bytes(of: value)) == value)
        }
    }

    @Test(
        arguments: [
            (.json(0), [0x00]), (.json(127), [0x7F]), (.json(128), [0xCC, 0x80]),
            (.json(256), [0xCD, 1, 0]), (.json(65536), [0xCE, 0, 1, 0, 0]), (.json(-1), [0xFF]), (.json(-32), [0xE0]),
            (.json(-33), [0xD0, 0xDF]), (.json(-129), [0xD1, 0xFF, 0x7F]),
            (.json(.int(.min)), [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0]),
            (.json(.int(.max)), [0xCF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            (.json(1.5), [0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0]), (.json(nil), [0xC0]), (.json(true), [0xC3]),
            (.json(["b": [1], "a": "x"]), [0x82, 0xA1, 0x61, 0xA1, 0x78, 0xA1, 0x62, 0x91, 1]),
            (.map([.init("b", .json(1)), .init("a", .json(2))]), [0x82, 0xA1, 0x62, 1, 0xA1, 0x61, 2]),
            (.timestamp(MessagePackTimestamp(seconds: 1)), [0xD6, 0xFF, 0, 0, 0, 1]),
            (.timestamp(MessagePackTimestamp(seconds: 1, nanoseconds: 1)), [0xD7, 0xFF, 0, 0, 0, 4, 0, 0, 0, 1]),
            (
                .timestamp(MessagePackTimestamp(seconds: -1, nanoseconds: 2)),
                [0xC7, 12, 0xFF, 0, 0, 0, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
            ),
        ] as [(MessagePackValue, [UInt8])])
    func `Each value has its shortest form`(value: MessagePackValue, bytes: [UInt8]) throws {
        #expect(MessagePackWriter.bytes(of: value) == bytes)
    }

    @Test(
        arguments: [
            ([0xD3, 0, 0, 0, 0, 0, 0, 0, 5], 5), ([0xDB, 0, 0, 0, 1, 0x61], "a"),
            ([0xDF, 0, 0, 0, 1, 0xA1, 0x61, 1], ["a": 1]), ([0xCA, 0x3F, 0xC0, 0, 0], 1.5),
            ([0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 18_446_744_073_709_551_615.0),
            ([0x82, 0xA1, 0x61, 1, 0xA1, 0x61, 2], ["a": 2]), ([0xC4, 2, 0xFF, 0], "/wA="), ([0xD4, 5, 0], nil),
            ([0xD6, 0xFF, 0, 0, 0, 1], "1970-01-01T00:00:01+00:00"),
        ] as [([UInt8], JSONValue)])
    func `What JSON has no form for is read as what comes nearest`(bytes: [UInt8], value: JSONValue) throws {
        #expect(try MessagePackReader.value(from: bytes) == value)
        #expect(try Self.parsed(MessagePackText.json(of: bytes)) == value)
    }

    @Test(
        arguments: [
            ([], .truncated), ([0xC1], .unusedByte), ([0xA2, 0x61], .truncated), ([0xA1, 0xFF], .badText),
            ([0x81, 1, 2], .badName), ([0xD4, 0xFF, 0], .badTimestamp), ([1, 2], .trailingBytes),
            ([0xDD, 0xFF, 0xFF, 0xFF, 0xFF], .truncated), ([0xDF, 0xFF, 0xFF, 0xFF, 0xFF, 0xA0], .truncated),
            ([0xC6, 0xFF, 0xFF, 0xFF, 0xFF], .truncated),
            ([0xD7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], .badTimestamp),
        ] as [([UInt8], MessagePackError.Code)])
    func `What is no value is refused with its place`(bytes: [UInt8], code: MessagePackError.Code) {
        let error = #expect(throws: MessagePackError.self) { try MessagePackReader.value(from: bytes) }
        #expect(error?.code == code)
        let other = #expect(throws: MessagePackError.self) { try MessagePackText.json(of: bytes) }
        #expect(other == error)
    }

    @Test func `A part of the bytes is read as if it were all`() throws {
        let bytes: [UInt8] = [0xC1, 0x92, 1, 0xA1, 0x61, 0xC1]
        #expect(try MessagePackReader.value(from: bytes, in: 1..<5) == [1, "a"])
        #expect(try MessagePackText.json(of: bytes, in: 1..<5) == Array(#"[1,"a"]"#.utf8))
        for part in [1..<4, 1..<6, 2..<4] {
            let error = #expect(throws: MessagePackError.self) { try MessagePackReader.value(from: bytes, in: part) }
            let other = #expect(throws: MessagePackError.self) { try MessagePackText.json(of: bytes, in: part) }
            #expect(other == error)
        }
    }

    @Test func `Names of records that look alike are told apart`() throws {
        // Equally long, with the same first and last letter.
        let names = ["abc", "acc", "abc", "adc", "", "acc", String(repeating: "n", count: 40), "é", "è", "abc"]
        let value = JSONValue.array(names.map { name in [name: 1, "x": [name: .string(name)]] })
        #expect(try MessagePackReader.value(from: MessagePackWriter.bytes(of: value)) == value)
        let error = #expect(throws: MessagePackError.self) {
            try MessagePackReader.value(from: [0x92, 0x81, 0xA1, 0x61, 1, 0x81, 0xA1])
        }
        #expect(error?.code == .truncated)
        #expect(error?.offset == 6)
    }

    @Test func `Records may leave the names of those before them at any place`() throws {
        // More different ones than are kept, and those that are kept again behind them.
        let odd = (0..<600).map { number -> JSONValue in
            var members: [String: JSONValue] = ["a": 1, "b": ["c": "deep"], "d": [1], "e": nil]
            members[["a", "b", "d", "e"][number % 4]] = nil
            members["f\(number)"] = .int(Int64(number))
            return .object(members)
        }
        let value = JSONValue.array([["a": 1, "b": ["c": "deep"], "d": [1], "e": nil]] + odd + odd + odd.reversed())
        #expect(try MessagePackReader.value(from: MessagePackWriter.bytes(of: value)) == value)
    }

    @Test func `Nesting is bounded, of lists and of maps`() throws {
        for level in [[0x91], [0x81, 0xA1, 0x61]] as [[UInt8]] {
            let deepest = [[UInt8]](repeating: level, count: MessagePackReader.maximumDepth).flatMap(\.self)
            let value = try MessagePackReader.value(from: deepest + [1])
            #expect(MessagePackWriter.bytes(of: value) == deepest + [1])
            #expect(try Self.parsed(MessagePackText.json(of: deepest + [1])) == value)
            // An empty one in the innermost is still read, by both.
            let empty = deepest + [0x90]
            #expect(
                try MessagePackText.json(of: empty) == CanonicalJSON.bytes(of: MessagePackReader.value(from: empty)))
            let error = #expect(throws: MessagePackError.self) {
                try MessagePackReader.value(from: deepest + level + [1])
            }
            #expect(error?.code == .tooDeep)
            let other = #expect(throws: MessagePackError.self) { try MessagePackText.json(of: deepest + level + [1]) }
            #expect(other == error)
        }
    }

    @Test func `Damaged bytes never trap, and are one thing as values and as text`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            var bytes = RandomMessagePack(using: &generator, depth: 3).bytes
            if bytes.count > 4096 { bytes.removeLast(bytes.count - 4096) }
            for _ in 0..<20 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8(
                        truncatingIfNeeded: generator.next())
                }
                for part in [damaged.indices, 0..<(damaged.count / 2)] {
                    let value = Result { try MessagePackReader.value(from: damaged, in: part) }
                    let text = Result { try MessagePackText.json(of: damaged, in: part) }
                    // As text, because no NaN equals another.
                    let parsed = text.flatMap { text in Result { CanonicalJSON.text(of: try Self.parsed(text)) } }
                    switch (value, parsed) {
                    case (.success(let value), .success(let parsed)): #expect(CanonicalJSON.text(of: value) == parsed)
                    case (.failure(let one), .failure(let other)): #expect("\(one)" == "\(other)")
                    default: Issue.record("as value \(value), as text \(parsed): \(damaged[part])")
                    }
                }
            }
        }
    }

    @Test func `JSON goes through unchanged`() throws {
        let value = try JSONValue(parsing: Array(#"{"b":[1,-2.5,null,true,"ä"],"a":{"n":9223372036854775807}}"#.utf8))
        let read = try MessagePackReader.value(from: MessagePackWriter.bytes(of: value))
        #expect(read == value)
    }

    @Test func `Instants become texts of JSON`() throws {
        let date = try ISO8601.parse("2026-11-21T01:49:11.597707+00:00")
        let bytes = MessagePackWriter.bytes(of: .timestamp(MessagePackTimestamp(date)))
        #expect(try MessagePackReader.value(from: bytes) == "2026-11-21T01:49:11.597707+00:00")
        #expect(MessagePackTimestamp(date).nanoseconds == 597_707_000)
        #expect(MessagePackTimestamp(Date(timeIntervalSince1970: .infinity)).seconds == .max)
        #expect(
            MessagePackTimestamp(Date(timeIntervalSince1970: -0.25)) == .init(seconds: -1, nanoseconds: 750_000_000))
    }
}
