// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct CanonicalJSONTests {
    @Test(arguments: [
        (0.0, "0.0"), (-0.0, "-0.0"), (90.0, "90.0"), (1.5, "1.5"), (0.1, "0.1"), (0.0001, "0.0001"),
        (0.00012345, "0.00012345"), (1e-05, "1e-05"), (1.5e-07, "1.5e-07"),
        (123_456_789_012_345.0, "123456789012345.0"), (1e15, "1000000000000000.0"), (1.5e15, "1500000000000000.0"),
        (999_999_999_999_999.9, "999999999999999.9"), (1e+16, "1e+16"),
        (1.2345678901234568e+16, "1.2345678901234568e+16"), (9_007_199_254_740_992.0, "9007199254740992.0"),
        (1.8014398509481984e+16, "1.8014398509481984e+16"), (1e+17, "1e+17"), (1e+22, "1e+22"),
        (1.7976931348623157e+308, "1.7976931348623157e+308"), (.leastNonzeroMagnitude, "5e-324"),
        (2.2250738585072014e-308, "2.2250738585072014e-308"), (1e+100, "1e+100"), (-2.5e-10, "-2.5e-10"),
        (3.141592653589793, "3.141592653589793"), (0.3333333333333333, "0.3333333333333333"),
        (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
    ])
    func `doubles are written as Python writes them`(_ value: Double, _ text: String) {
        #expect(CanonicalJSON.text(of: .double(value)) == text)
    }

    @Test func `members are sorted by Unicode scalar, not by normalized text`() {
        let value: JSONValue = ["b": 1, "B": 2, "é": 3, "z": 4, "a": 5, "": 6, "\u{FF5E}": 7, "😀": 8, "ab": 9]
        #expect(CanonicalJSON.text(of: value) == #"{"":6,"B":2,"a":5,"ab":9,"b":1,"z":4,"é":3,"～":7,"😀":8}"#)
    }

    @Test func `only quotes, backslashes and control characters are escaped`() {
        let text = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1f}\u{7f}é😀"
        #expect(CanonicalJSON.text(of: .string(text)) == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}é😀\"")
    }

    @Test func `integers are exact`() {
        #expect(CanonicalJSON.text(of: [.int(.max), .int(.min)]) == "[9223372036854775807,-9223372036854775808]")
    }

    @Test func `the pretty form is indented by two spaces and ends with a newline`() {
        let value: JSONValue = ["b": [1, [], [:]], "a": ["x": nil, "y": true], "c": "é"]
        let pretty = String(decoding: CanonicalJSON.prettyBytes(of: value), as: UTF8.self)
        #expect(
            pretty == """
                {
                  "a": {
                    "x": null,
                    "y": true
                  },
                  "b": [
                    1,
                    [],
                    {}
                  ],
                  "c": "é"
                }

                """)
    }

    @Test func `finiteness is found at any depth`() {
        #expect(JSONValue.array([["a": [1.5]]]).isFinite)
        #expect(!JSONValue.array([["a": [.double(.nan)]]]).isFinite)
    }
}
