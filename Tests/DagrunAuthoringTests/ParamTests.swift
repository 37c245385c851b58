// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct ParamTests {
    @Test func `each kind has its schema`() {
        let dag = DAG(
            "d",
            params: [
                "text": Param("usd", description: "unit", choices: ["usd", "eur"], pattern: "^[a-z]+$"),
                "count": Param(5, in: 1...50), "ratio": Param(0.5, in: 0...1), "flag": Param(true),
                "own": Param(default: nil, schema: ["type": ["null", "array"]]),
                "must": .required(description: "which"),
            ]
        ) { task("t", Greet(name: "\(\.params.text)")) }
        #expect(dag.faults.isEmpty)
        let params = dag.document.dag.params
        #expect(
            params["text"]
                == ParamDefinition(
                    defaultValue: "usd", description: "unit",
                    schema: ["type": "string", "enum": ["usd", "eur"], "pattern": "^[a-z]+$"]))
        #expect(params["count"]?.schema == ["type": "integer", "minimum": 1, "maximum": 50])
        #expect(params["ratio"]?.defaultValue == .double(0.5) && params["ratio"]?.schema["type"] == "number")
        #expect(params["flag"]?.defaultValue == true)
        #expect(params["must"]?.defaultValue == nil && params["must"]?.description == "which")
    }

    @Test func `a param that is not declared is a fault with a hint, wherever it is read`() {
        let dag = DAG("d", params: ["file": Param("a.csv")]) {
            let one = task("one", Greet(name: "\(\.params.flie)"))
            task("two", one.output, "\(\.params.other)") { _, _ in }
            task("three").expand(over: [1]) { $0 }.mapLabel("\(\.params.fil)")
        }
        #expect(
            dag.complaints == [
                "task one reads the param “flie”, which the DAG does not declare; did you mean “file”?",
                "task two reads the param “other”, which the DAG does not declare",
                "task three reads the param “fil”, which the DAG does not declare; did you mean “file”?",
            ])
    }

    @Test func `a default that breaks its own rules is a fault`() {
        let dag = DAG("d", params: ["n": Param(9, in: 1...5), "u": Param("x", choices: ["a"])]) {}
        #expect(dag.faults.count == 2)
        #expect(dag.complaints.allSatisfy { $0.hasPrefix("param \"") && $0.contains("its default breaks its schema") })
    }
}
