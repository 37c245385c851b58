// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

struct XComValueTests {
    struct Sale: Codable, Sendable, Equatable {
        enum Kind: String, Codable { case house, flat }
        var zip: String
        var amount: Int64
        var kind: Kind?
        var parts: [String: [Double]]
    }

    private func text(_ value: XComValue) -> String { String(decoding: value.json, as: UTF8.self) }

    /// A value that went through JSON, as through a journal or a server.
    private func passed<Value: Codable & Sendable>(_ value: Value) throws -> Value {
        try XComValue(json: XComValue(value).json).decode()
    }

    @Test(arguments: [Int64.min, -1, 0, 1, Int64.max])
    func `whole numbers pass exactly`(_ number: Int64) throws {
        #expect(try passed(number) == number)
        #expect(try XComValue(json: Array("\(number)".utf8)).decode(as: JSONValue.self) == .int(number))
    }

    @Test(arguments: [0.1, -0.0, 1e300, Double.leastNonzeroMagnitude, .pi, 1e15 + 0.5])
    func `fractions pass exactly`(_ number: Double) throws {
        #expect(try passed(number).bitPattern == number.bitPattern)
    }

    @Test(arguments: [Double.infinity, .nan])
    func `numbers without a JSON form are refused`(_ number: Double) {
        #expect(throws: EncodingError.self) { try XComValue(number) }
    }

    @Test(
        arguments: [
            "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000001Z", "2026-01-02T03:04:05.999999Z",
            "1969-12-31T23:59:59.5Z",
            "2262-04-11T23:47:16.854775Z",
        ])
    func `dates pass to the microsecond`(_ text: String) throws {
        let date = try ISO8601.parse(text)
        #expect(try passed(date) == date)
        #expect(try ISO8601.format(passed([date])[0]) == ISO8601.format(date))
    }

    @Test func `a date that is none is refused with its text`() {
        #expect(throws: DecodingError.self) { try XComValue(json: Array(#""yesterday""#.utf8)).decode(as: Date.self) }
    }

    @Test func `nested values pass, with sorted keys and plain slashes`() throws {
        let sale = Sale(zip: "7/8 é \u{1F3E0}", amount: 9, kind: .flat, parts: ["b": [1, 2.5], "a": []])
        #expect(try passed([sale]) == [sale])
        #expect(
            try text(XComValue(sale))
                == "{\"amount\":9,\"kind\":\"flat\",\"parts\":{\"a\":[],\"b\":[1,2.5]},\"zip\":\"7/8 é \u{1F3E0}\"}")
    }

    @Test func `a value of another type is read through its JSON`() throws {
        struct Other: Codable, Sendable { var amount: Double }
        let value = try XComValue(Sale(zip: "", amount: 9, kind: nil, parts: [:]))
        #expect(try value.decode(as: Other.self).amount == 9)
        #expect(try value.decode(as: JSONValue.self) == ["zip": "", "amount": 9, "parts": [:]])
        #expect(throws: DecodingError.self) { try value.decode(as: [Int].self) }
    }

    @Test func `an optional is read from a value that came from outside`() throws {
        #expect(try XComValue(json: Array("7".utf8)).decode(as: Int?.self) == 7)
        #expect(try XComValue(json: Array("null".utf8)).decode(as: Int?.self) == nil)
        #expect(try XComValue(7).decode(as: Int?.self) == 7)
    }

    @Test(arguments: ["", "{", "[1 2]", "nope", "\u{FEFF}"])
    func `damaged JSON is an error`(_ json: String) {
        #expect(throws: (any Error).self) { try XComValue(json: Array(json.utf8)).decode(as: [Int].self) }
        #expect(XComValue(json: Array(json.utf8)).mappedLength() == nil)
    }

    @Test func `lists and objects have a length to map over, nothing else has`() throws {
        #expect(try XComValue([1, 2, 3]).mappedLength() == 3)
        #expect(try XComValue([Int]()).mappedLength() == 0)
        #expect(try XComValue(["a": 1]).mappedLength() == 1)
        #expect(try XComValue(Set([1, 2])).mappedLength() == 2)
        #expect(try XComValue(JSONValue.array([1, 2])).mappedLength() == 2)
        #expect(XComValue(json: Array(#"{"a":1,"b":2}"#.utf8)).mappedLength() == 2)
        #expect(try XComValue("text").mappedLength() == nil)
        #expect(try XComValue(Data([1, 2, 3])).mappedLength() == nil)
        #expect(try XComValue(5).mappedLength() == nil)
        #expect(try XComValue(Int?.none).mappedLength() == nil)
    }

    @Test func `a dictionary with other keys has the length of its JSON`() throws {
        // Swift writes such a dictionary as a list of keys and values in turn.
        let value = try XComValue([Sale.Kind.flat: 1, .house: 2])
        #expect(value.mappedLength() == (try value.decode(as: [JSONValue].self).count))
    }
}
