// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct XComCommandTests {
    @Test func `prints what tasks returned and pushed`() throws {
        let program = try Program()
        #expect(try program.run("local", "mapped", "--progress", "none").status == 0)
        #expect(
            try program.run("xcom", "mapped").output == """
                TASK      KEY           VALUE
                greet[0]  length        1
                greet[0]  return_value  "hello a"
                greet[1]  length        1
                greet[1]  return_value  "hello b"
                greet[2]  length        1
                greet[2]  return_value  "hello c"
                names     return_value  ["a","b","c"]

                """)
        #expect(try program.run("xcom", "mapped", "names").json == ["a", "b", "c"])
        #expect(
            try program.run("xcom", "mapped", "greet", "--key", "length", "--map-index", "2", "--output", "json").json
                == [["task_id": "greet", "map_index": 2, "map_label": nil, "key": "length", "value": 1]])
        let none = try program.run("xcom", "mapped", "--key", "weight", "--output", "json")
        #expect(none.status == 0)
        #expect(try none.json == [])
        #expect(try program.run("xcom", "mapped", "nobody").status == 2)
        #expect(try program.run("xcom", "mapped", "--run", "x").status == 2)
    }

    @Test func `shows the labels of mapped instances`() throws {
        let program = try Program()
        #expect(try program.run("local", "labelled", "--progress", "none").status == 0)
        #expect(
            try program.run("xcom", "labelled", "greet").output == """
                TASK      LABEL  KEY           VALUE
                greet[0]  for a  return_value  1
                greet[1]  for b  return_value  1

                """)
        let json = try program.run("xcom", "labelled", "greet", "--map-index", "1", "--output", "json").json
        #expect(
            json == [["task_id": "greet", "map_index": 1, "map_label": "for b", "key": "return_value", "value": 1]])
    }
}
