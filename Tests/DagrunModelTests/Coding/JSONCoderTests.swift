// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

struct JSONCoderTests {
    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONCoder.encode(value), as: UTF8.self)
    }

    private func passed<Value: Codable>(_ value: Value) throws -> Value {
        try JSONCoder.decode(Value.self, from: JSONCoder.encode(value))
    }

    /// Foundation's form of a value, with sorted names and dates as Airflow has them.
    private func foundationText(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(ISO8601.format(date))
        }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `values have the form that Foundation gives them, and come back`() throws {
        var value = Everything()
        #expect(try passed(value) == value)
        // Foundation writes -0, which a reader of whole numbers takes for 0.
        #expect(try text(value).contains(#""negativeZero":-0.0"#))
        value.negativeZero = 0
        #expect(try text(value) == foundationText(value))
    }

    @Test(arguments: [
        "0", "1", "-1", "0.1", "-12.50", "123456789012345678901234567890", "0.00000000000000000001", "1e100",
        "99999999999999999999999999999999999999",
    ])
    func `decimals come back exactly`(_ text: String) throws {
        let decimal = try #require(Decimal(string: text))
        #expect(try passed([decimal]) == [decimal])
        #expect(try self.text(decimal) == foundationText(decimal))
    }

    @Test func `whole values need no object or list around them`() throws {
        #expect(try text(7) == "7")
        #expect(try text("a") == #""a""#)
        #expect(try text(Int?.none) == "null")
        #expect(try text(Everything.Color.red) == #""red""#)
        #expect(try passed(Date(timeIntervalSince1970: 0.000001)) == Date(timeIntervalSince1970: 0.000001))
        #expect(try passed(Data("ab".utf8)) == Data("ab".utf8))
    }

    @Test func `values keep their own numbers`() throws {
        let value: JSONValue = ["a": 1, "b": 1.0, "c": [nil, 2.5]]
        #expect(try text(["x": value]) == #"{"x":{"a":1,"b":1.0,"c":[null,2.5]}}"#)
        #expect(try passed(["x": value]) == ["x": value])
        #expect(try passed(value) == value)
    }

    @Test func `a superclass has a member of its own`() throws {
        let dog = Dog(name: "Rex", tricks: ["sit"])
        #expect(try text(dog) == foundationText(dog))
        let read = try passed(dog)
        #expect(read.name == "Rex")
        #expect(read.tricks == ["sit"])
    }

    @Test func `nested containers may be filled in turns, and a refused part leaves nothing behind`() throws {
        #expect(
            try text(Interleaved())
                == #"{"list":["a",[true],"b",{}],"number":5,"object":{"list":null,"number":1}}"#)
    }

    @Test func `of two parts with one name the last one stays`() throws {
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Interleaved.Key.self)
                try container.encode(1, forKey: .object)
                try container.encode(2, forKey: .list)
                try container.encode([3], forKey: .object)
            }
        }
        #expect(try text(Twice()) == #"{"list":2,"object":[3]}"#)
    }

    @Test func `a container that outlives its value spoils no other`() throws {
        final class Keeper { var container: (any UnkeyedEncodingContainer)? }
        struct Kept: Encodable {
            let keeper: Keeper
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode(1)
                try keeper.container?.encode(9)
                keeper.container = container
            }
        }
        let keeper = Keeper()
        #expect(try text([Kept(keeper: keeper), Kept(keeper: keeper), Kept(keeper: keeper)]) == "[[1],[1],[1]]")
    }

    @Test func `what has no JSON form is refused with its place`() throws {
        struct Nothing: Encodable { func encode(to encoder: any Encoder) {} }
        #expect(throws: EncodingError.self) { try text(Nothing()) }
        #expect(try text([Nothing()]) == "[{}]")
        #expect(throws: EncodingError.self) { try text(["a": JSONValue.double(.nan)]) }
        #expect(throws: EncodingError.self) { try text(URL(string: "b", relativeTo: URL(string: "http://a/"))) }
        #expect(throws: EncodingError.self) { try text(Decimal.nan) }
        let circle = Everything.Shape.circle(radius: .infinity)
        let error = #expect(throws: EncodingError.self) { try text(["a": [circle]]) }
        guard case .invalidValue(_, let context)? = error else { return }
        #expect(context.codingPath.map(\.stringValue) == ["a", "Index 0", "circle", "radius"])
    }

    @Test(arguments: [
        (#"{"x":"a"}"#, "x", "a number is expected, and this is a string"),
        (#"{"x":null}"#, "x", "a number is expected, and this is null"),
        (#"{"x":1.5}"#, "x", "the number 1.5 is not within Int"),
        (#"{"x":1e40}"#, "x", "the number 1e+40 is not within Int"),
        (#"{"x":99999999999999999999}"#, "x", "the number 1e+20 is not within Int"),
        (#"{"y":1}"#, "", "there is no member “x”"),
        ("[1]", "", "an object is expected, and this is an array"),
        ("[1", "", #"JSON, line 1, column 3: the text ends before "]""#),
        ("", "", "JSON, line 1, column 1: the text ends where a value is missing"),
    ])
    func `says what it can't read`(_ json: String, _ path: String, _ problem: String) throws {
        struct Point: Decodable { var x: Int }
        let error = #expect(throws: DecodingError.self) { try JSONCoder.decode(Point.self, from: Array(json.utf8)) }
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
            #expect(context.debugDescription == problem)
        default: Issue.record("no error")
        }
    }

    @Test func `numbers are read as the type wants them`() throws {
        func read<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
            try JSONCoder.decode(Value.self, from: Array(json.utf8))
        }
        #expect(try read("1.0") == 1)
        #expect(try read("1e2") == 100 as UInt8)
        #expect(try read("18446744073709551615") == UInt64.max)
        #expect(try read("5") == 5.0)
        #expect(try read("0.1") == Float(0.1))
        #expect(try read("NaN", as: Double.self).isNaN)
        #expect(throws: DecodingError.self) { try read("1e400", as: Double.self) }
        #expect(throws: DecodingError.self) { try read("-1", as: UInt.self) }
        #expect(throws: DecodingError.self) { try read("NaN", as: Int.self) }
        #expect(throws: DecodingError.self) { try read(#""a""#, as: Data.self) }
    }

    @Test func `damaged texts are errors`() throws {
        let whole = try JSONCoder.encode(Everything())
        var random = SeededGenerator(seed: 7)
        for _ in 0..<3_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
                default: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: place)
                }
            }
            guard let value = try? JSONCoder.decode(Everything.self, from: bytes) else { continue }
            // What was read all the same can be written again.
            _ = try? JSONCoder.encode(value)
        }
    }
}
