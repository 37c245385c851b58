// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunLocal
import DagrunTestSupport
import Testing

@Suite struct DotEnvTests {
    @Test(
        arguments: [
            ("", [:]), ("\n\n  # note\n", [:]), ("A=1", ["A": "1"]), ("A=1\nA=2\n", ["A": "2"]),
            ("\u{FEFF}A=1\r\nB=2\r\n", ["A": "1", "B": "2"]),
            ("export A=1", ["A": "1"]), ("  export\tA = 1  ", ["A": "1"]), ("export=1", ["export": "1"]),
            ("export = 1", ["export": "1"]), ("A=", ["A": ""]), ("A= # c", ["A": ""]), ("A=#x", ["A": "#x"]),
            ("A=a#b # c", ["A": "a#b"]), ("A=a b  c ", ["A": "a b  c"]), ("A=a'b\"c", ["A": "a'b\"c"]),
            ("A=c:\\dir\\n", ["A": "c:\\dir\\n"]),
            ("A='it is $HOME ${X} \\n # no'", ["A": "it is $HOME ${X} \\n # no"]),
            ("A=\"a\\n\\t\\r\\\\\\\"\\$x\" # c", ["A": "a\n\t\r\\\"$x"]),
            ("A=\"one\ntwo\"\nB=2", ["A": "one\ntwo", "B": "2"]),
            ("A='one\ntwo'\nB=2", ["A": "one\ntwo", "B": "2"]), ("A=\"\"", ["A": ""]), ("A=''", ["A": ""]),
            ("A=x\nB=${A}y\nC=\"${B}z\"", ["A": "x", "B": "xy", "C": "xyz"]), ("A=${HOME}", ["A": "/home/ann"]),
            ("HOME=x\nA=${HOME}", ["HOME": "x", "A": "/home/ann"]), ("A=${N:-d e} ", ["A": "d e"]),
            ("A=${N:-}", ["A": ""]),
            ("N=\nA=${N:-d}", ["N": "", "A": "d"]), ("A=$HOME $", ["A": "$HOME $"]), ("A=\"a $\"", ["A": "a $"]),
            ("AIRFLOW_VAR_MY-KEY.x=1", ["AIRFLOW_VAR_MY-KEY.x": "1"]), ("Ä=1\n".replacing("Ä", with: "_"), ["_": "1"]),
            ("A=pä🔑", ["A": "pä🔑"]), ("A=x=y==", ["A": "x=y=="]),
        ] as [(String, [String: String])])
    func reads(_ text: String, _ values: [String: String]) throws {
        #expect(try DotEnv.parse(text, source: ".env", environment: ["HOME": "/home/ann"]) == values)
    }

    @Test(arguments: [
        ("A", 1), ("export A", 1), ("\n=x", 2), ("# c\n\n1A=x", 3), ("A B=x", 1), ("A=\"x", 1), ("A='x\n\n", 1),
        ("A=1\nB=\"x\\", 2), ("A=\"x\\q\"", 1), ("A=\"x\"y", 1), ("A=\"x\"#y", 1), ("A=$(ls)", 1), ("A=\"$(ls)\"", 1),
        ("A=1\nB=${", 2), ("A=${}", 1), ("A=${NOPE}", 1), ("A=${A B}", 1), ("A=${HOME:-x", 1), ("A=\"1\n2\"\nB", 3),
        ("ü=1", 1), ("A=\"1\n2\\q\"", 2),
    ])
    func refusesWithTheLine(_ text: String, _ line: Int) {
        let error = #expect(throws: LocalSecretsError.self) { try DotEnv.parse(text, source: "dir/.env") }
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("dir/.env:\(line): ") == true)
    }

    @Test func replacementCannotGrowWithoutEnd() {
        let doubling = (1...40).reduce("A0=0123456789") { "\($0)\nA\($1)=${A\($1 - 1)}${A\($1 - 1)}" }
        #expect(throws: LocalSecretsError.self) { try DotEnv.parse(doubling, source: ".env") }
    }

    @Test func anyBytesAreReadOrRefused() {
        var random = SeededGenerator(seed: 1)
        let pieces = [
            "A", "=", "\"", "'", "\\", "$", "${", "}", ":-", "(", "#", " ", "\n", "\r\n", "export ", "ü", "\u{0}",
            "${A}",
        ]
        for _ in 0..<20000 {
            let text = (0..<Int.random(in: 0...16, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            _ = try? DotEnv.parse(text, source: ".env")
        }
    }
}
