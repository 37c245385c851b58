// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct ParamDefinitionTests {
    /// A schema, a value, and what is wrong with the value.
    private static let judgements: [([String: JSONValue], JSONValue, String)] = [
        (["type": "integer"], 3, ""), (["type": "integer"], 3.0, ""),
        (["type": "integer"], 3.5, "of type integer, not 3.5"),
        (["type": "integer"], true, "of type integer"), (["type": "number"], 3, ""),
        (["type": "number"], "3", "of type number, not \"3\""),
        (["type": ["string", "null"]], nil, ""),
        (["type": ["string", "null"]], 1, "of type string or null, not 1"),
        (["enum": [1, "a"]], 1.0, ""), (["enum": [1, "a"]], true, "must be one of 1, \"a\", not true"),
        (["const": ["a": 1]], ["a": 1.0], ""), (["const": 1], 2, "must be 1, not 2"),
        (["minimum": 5], 5, ""), (["minimum": 5], 4, "must be at least 5, not 4"),
        (["maximum": 5.5], 6, "at most 5.5"),
        (["exclusiveMinimum": 5], 5, "more than 5"), (["exclusiveMaximum": 5], 5, "less than 5"),
        (["minimum": 5], "text", ""), (["minimum": .int(.max)], .int(.max - 1), "at least"),
        (["multipleOf": 3], 9, ""), (["multipleOf": 3], 10, "a multiple of 3"), (["multipleOf": 0.5], 1.5, ""),
        (["multipleOf": 0.5], 1.6, "a multiple of 0.5"), (["multipleOf": -1], .int(.min), ""),
        (["multipleOf": 0], 3, "multiple"),
        (["minLength": 2], "é", "at least 2 characters, not 1"),
        (["maxLength": 1], "e\u{301}", "at most 1 characters, not 2"),
        (["pattern": "b+"], "abbc", ""), (["pattern": "^b+$"], "abbc", "match the pattern ^b+$"),
        (["pattern": "["], "x", ""),
        (["format": "date"], "2026-02-28", ""), (["format": "date"], "2026-02-29", "a date such as"),
        (["format": "time"], "06:15:00", ""), (["format": "time"], "06:15", "a time such as"),
        (["format": "date-time"], "2026-02-28T06:15:00Z", ""),
        (["format": "date-time"], "2026-02-28", "a date and time such as"),
        (["format": "email"], "no", ""),
        (["minItems": 1], [], "at least 1 elements"), (["maxItems": 1], [1, 2], "at most 1 elements"),
        (["uniqueItems": true], [1, 1.0], "twice"), (["uniqueItems": true], [1, true, "1"], ""),
        (["items": ["type": "string"]], ["a", 1], "[1]: must be of type string"),
        (["items": false], [1], "[0]: is not allowed"),
        (["required": ["a"]], [:], "the member \"a\" is missing"),
        (["properties": ["a": ["minimum": 1]]], ["a": 0, "b": 0], "a: must be at least 1"),
        (
            ["properties": ["name": true], "additionalProperties": false], ["nmae": 0],
            "nmae: is not allowed; did you mean \"name\"?"
        ),
        (["additionalProperties": ["type": "null"]], ["x": 0], "x: must be of type null"),
        (["maxProperties": 0], ["x": 0], "at most 0"),
        (["anyOf": [["type": "null"], ["minimum": 3]]], 2, "matches none"),
        (["anyOf": [["type": "null"], ["minimum": 3]]], 3, ""),
        (["oneOf": [["minimum": 1], ["minimum": 2]]], 3, "but matches 2"),
        (["oneOf": [["minimum": 1], ["minimum": 2]]], 1, ""),
        (["allOf": [["minimum": 1], ["maximum": 2]]], 3, "at most 2"),
        (["not": ["type": "string"]], "x", "must not match"),
        (["title": "A", "section": "B"], "x", ""),
    ]

    @Test(arguments: judgements)
    func `a value is judged by the schema`(_ schema: [String: JSONValue], _ value: JSONValue, _ words: String) {
        let complaints = ParamDefinition(schema: schema).validate(value)
        if words.isEmpty {
            #expect(complaints == [])
        } else {
            #expect(complaints.count == 1 && complaints[0].contains(words), "\(complaints)")
        }
    }

    @Test(
        arguments: [
            (["type": "string"], nil, "5", "5"), (["type": "integer"], nil, "5", 5),
            (["type": "integer"], nil, "5.0", 5),
            (["type": "integer"], nil, "five", "five"), (["type": "number"], nil, "1e3", 1000.0),
            (["type": "number"], nil, "5", 5),
            (["type": "boolean"], nil, "True", true), (["type": "boolean"], nil, "1", "1"),
            (["type": "array"], nil, "[1]", [1]),
            (["type": "object"], nil, #"{"a":1}"#, ["a": 1]), (["type": ["null", "string"]], nil, "null", nil),
            (["type": ["null", "string"]], nil, "5", "5"), (["type": ["string", "integer"]], nil, "5", 5),
            (["anyOf": [["type": "integer"], ["type": "null"]]], nil, "7", 7), ([:], 5, "7", 7), ([:], "x", "7", "7"),
            ([:], true, "false", false),
            ([:], nil, "7", 7), ([:], nil, "seven", "seven"), (["enum": [1, "2"]], nil, "1", 1),
            (["enum": [1, "2"]], nil, "2", "2"),
            (["type": "number"], nil, "NaN", "NaN"),
        ] as [([String: JSONValue], JSONValue?, String, JSONValue)])
    func `a text is read as the schema wants it`(
        _ schema: [String: JSONValue], _ fallback: JSONValue?, _ text: String, _ value: JSONValue
    ) {
        #expect(ParamDefinition(defaultValue: fallback, schema: schema).coerce(text: text) == value)
    }

    @Test(
        arguments: [
            ["type": "text"], ["type": 1], ["type": []], ["minimum": "1"], ["multipleOf": 0], ["minLength": -1],
            ["maxItems": 1.5],
            ["pattern": "(a"], ["pattern": 1], ["enum": []], ["enum": "a"], ["required": "a"], ["items": 1],
            ["anyOf": []],
            ["anyOf": [1]], ["properties": []], ["properties": ["a": ["type": "x"]]], ["not": ["pattern": "["]],
        ] as [[String: JSONValue]])
    func `a schema that can't be used is told`(_ schema: [String: JSONValue]) {
        #expect(ParamDefinition(schema: schema).schemaFaults.count == 1)
    }

    @Test func `defaults, conf and single values lie over one another`() throws {
        var document = SampleDocuments.full
        document.dag.params["extra"] = ParamDefinition(defaultValue: "e")
        let values = try document.resolveParams(
            conf: ["note": "hi", "count": 4, "other": 1], overrides: ["count": "5"])
        #expect(values == ["count": 5, "note": "hi", "extra": "e"])
        #expect(try document.resolveParams() == ["count": 3, "note": nil, "extra": "e"])
    }

    @Test func `all complaints come at once`() throws {
        var document = SampleDocuments.full
        document.dag.params["must"] = ParamDefinition(schema: ["type": "string"])
        let error = try #require(throws: ParamError.self) {
            try document.resolveParams(conf: ["note": 1], overrides: ["count": "0", "cuont": "3"])
        }
        #expect(error.complaints.map(\.param) == ["count", "cuont", "must", "note"])
        #expect(
            error.description == """
                param "count": must be at least 1, not 0
                param "cuont": DAG sales has no such param; did you mean "count"?
                param "must": has no default, so a run must give it a value: --param must=…
                param "note": must be of type string or null, not 1
                """)
    }

    @Test(.enabled(if: Python.isPresent, "python3 with the module jsonschema is not installed"))
    func `Python's JSON Schema, which Airflow uses, judges alike`() throws {
        // It refuses schemas that are wrong themselves, and checks date-time only with one more library.
        let cases = Self.judgements.filter { schema, _, _ in
            schema["pattern"] != "[" && schema["multipleOf"] != 0 && schema["multipleOf"] != -1
                && schema["format"] != "date-time"
        }
        let value = JSONValue.array(cases.map { [.object($0), $1, .bool($2.isEmpty)] })
        let program = """
            import json, jsonschema
            for schema, value, expected in json.load(open("cases.json", encoding="utf-8")):
                try:
                    jsonschema.validate(value, schema, format_checker=jsonschema.FormatChecker(["date", "time"]))
                    valid = True
                except jsonschema.ValidationError:
                    valid = False
                if valid != expected:
                    print(schema, value, expected)
            """
        #expect(try Python.run(program, files: ["cases.json": CanonicalJSON.bytes(of: value)]) == "")
        #expect(cases.count > 40)
    }
}
