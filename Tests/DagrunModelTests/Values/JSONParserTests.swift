// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), (" true ", true), ("\r\n\tfalse", false), ("0", 0), ("-0", 0), ("-12", -12),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .double(-9_223_372_036_854_775_808)),
            ("123456789012345678901234567890", .double(123_456_789_012_345_677_877_719_597_056)),
            ("1.0", .double(1)), ("1e2", .double(100)), ("1E+2", .double(100)), ("25e-1", .double(2.5)),
            ("1e-400", .double(0)),
            ("-Infinity", .double(-.infinity)), ("Infinity", .double(.infinity)),
            ("\"\"", ""), (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u00e9\uD83D\uDE00""#, "é😀"),
            ("\"é😀\"", "é😀"), ("[]", []), ("{}", [:]), ("[ 1 , [ 2 ] ]", [1, [2]]),
            (#"{ "a" : { "b" : [ ] } , "c" : null }"#, ["a": ["b": []], "c": nil]),
            (#"{"a":1,"a":2}"#, ["a": 2]),
        ] as [(String, JSONValue)])
    func `valid text is read`(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: [UInt8](text.utf8)) == value)
    }

    @Test func `NaN is read`() throws {
        guard case .double(let number) = try JSONValue(parsing: "NaN") else {
            Issue.record("not a double")
            return
        }
        #expect(number.isNaN)
    }

    @Test(arguments: [
        ("", 1, 1), ("  ", 1, 3), ("nul", 1, 1), ("01", 1, 1), ("-", 1, 2), ("1.", 1, 3), ("1e", 1, 3), (".5", 1, 1),
        ("+1", 1, 1), ("1 2", 1, 3), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("[", 1, 2), ("[1", 1, 3), ("{", 1, 2),
        ("{a:1}", 1, 2), (#"{"a"}"#, 1, 5), (#"{"a":}"#, 1, 6), (#"{"a":1,}"#, 1, 8), (#"{"a":1"#, 1, 7),
        ("\"abc", 1, 1), ("\"a\nb\"", 1, 3), (#""\x""#, 1, 2), (#""\u12""#, 1, 2), (#""\ud800""#, 1, 2),
        (#""\ud800\u0041""#, 1, 2), (#""\udc00""#, 1, 2), ("1e400", 1, 1), ("]", 1, 1),
        ("{\n  \"é\": 1,\n  \"ü\" 2\n}", 3, 7), ("[\n\n\"éé\", x]", 3, 7), ("\"\\", 1, 2), ("[tru]", 1, 2),
    ])
    func `the place of an error is told`(_ text: String, _ line: Int, _ column: Int) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect([error.line, error.column] == [line, column], "\(error)")
        #expect(error.description.hasPrefix("JSON, line \(line), column \(column): "))
    }

    @Test(
        arguments: [[0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xEF, 0xBB, 0xBF, 0x31]] as [[UInt8]])
    func `what is not UTF-8 is refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
    }

    @Test func `nesting is limited`() throws {
        let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try JSONValue(parsing: deep(512))
        let error = try #require(throws: JSONSyntaxError.self) { try JSONValue(parsing: deep(513)) }
        #expect(error.column == 513)
        #expect(throws: JSONSyntaxError.self) { try JSONParser(maximumDepth: 1).value(from: "[{}]") }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    }
}
