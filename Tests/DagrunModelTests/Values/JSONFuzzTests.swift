// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunModel

@Suite struct JSONFuzzTests {
    private static func value(_ numbers: inout SeededGenerator, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth > 4 ? 6 : 8), using: &numbers) {
        case 0: return .null
        case 1: return .bool(.random(using: &numbers))
        case 2: return .int(Int64(bitPattern: numbers.next()) >> Int64.random(in: 0..<64, using: &numbers))
        case 3:
            let number = Double(bitPattern: numbers.next())
            return .double(number.isFinite ? number : 0.5)
        case 4: return .double(Double(Int.random(in: -1000...1000, using: &numbers)) / 8)
        case 5: return .string(text(&numbers))
        case 6:
            return .array((0..<Int.random(in: 0..<5, using: &numbers)).map { _ in value(&numbers, depth: depth + 1) })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0..<5, using: &numbers) {
                members[text(&numbers)] = value(&numbers, depth: depth + 1)
            }
            return .object(members)
        }
    }

    private static func text(_ numbers: inout SeededGenerator) -> String {
        let alphabet = Array("ab\"\\\n\u{0}\u{1f}/é😀ß漢 {}[]:,")
        return String(
            (0..<Int.random(in: 0..<20, using: &numbers)).map { _ in alphabet.randomElement(using: &numbers) ?? "x" })
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `what is written reads back the same, and writes the same bytes`(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let value = Self.value(&numbers)
            let bytes = CanonicalJSON.bytes(of: value)
            #expect(try JSONValue(parsing: bytes) == value)
            #expect(try CanonicalJSON.bytes(of: JSONValue(parsing: bytes)) == bytes)
            #expect(try JSONValue(parsing: CanonicalJSON.prettyBytes(of: value)) == value)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `changed documents are read or refused, never worse`(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let sources = [SampleDocuments.full.canonicalBytes, Array(SampleDocuments.handWritten.utf8)]
        var refused = 0
        for round in 0..<400 {
            var bytes = sources[round % 2]
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<5, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &numbers)
                case 1: bytes[place] = Array("{}[]:,\"-9e.tn".utf8).randomElement(using: &numbers) ?? 0
                case 2: bytes.remove(at: place)
                case 3: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
                default: bytes.removeSubrange(place..<min(place + 5, bytes.count - 1))
                }
            }
            do throws(DocumentError) {
                for document in try DAGDocument.read(bytes) {
                    _ = document.faults(knownPools: ["default_pool"])
                    #expect(try DAGDocument.read(document.canonicalBytes) == [document])
                    _ = try? document.resolveParams(overrides: ["count": "7", "x": "1"])
                }
            } catch {
                #expect(!error.message.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    @Test func `random bytes are refused or read, never worse`() {
        var numbers = SeededGenerator(seed: 7)
        let alphabet = Array("{}[]:,\"\\u0123-9eE.+truefalsn IyN \n".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &numbers)).map { _ in
                Bool.random(using: &numbers)
                    ? alphabet.randomElement(using: &numbers) ?? 0 : UInt8.random(in: .min ... .max, using: &numbers)
            }
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            #expect((try? JSONValue(parsing: CanonicalJSON.bytes(of: value))) != nil)
        }
    }
}
