// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSimulator
import Testing

@Suite struct DiagramFileTests {
    private static func file(_ text: String) throws(DiagramError) -> DiagramFile {
        try DiagramFile(Array(text.utf8), name: "board.json")
    }

    @Test func `a diagram is read with all that it says`() throws {
        let file = try Self.file(
            """
            { "version": 1, "author": "Ann", "editor": "wokwi",
              "parts": [
                { "type": "wokwi-led", "id": "led1", "top": -7.5, "left": 20, "rotate": 90, "hide": false,
                  "attrs": { "color": "green", "gamma": "1.0" } },
                { "type": "wokwi-membrane-keypad", "id": "keys", "attrs": { "keys": ["1", "2"] } }
              ],
              "connections": [
                ["led1:A", "rpi:J8:11", "green", ["v-9.6", "h0"]],
                ["led1:C", "$serialMonitor:RX", "", []]
              ],
              "serialMonitor": { "display": "terminal" } }
            """)
        #expect(file.findings == [])
        #expect(
            file.diagram
                == Diagram(
                    author: "Ann", editor: "wokwi",
                    parts: [
                        DiagramPart(
                            id: "led1", type: "wokwi-led", attributes: ["color": "green", "gamma": "1.0"], left: 20,
                            top: -7.5,
                            rotation: 90, otherMembers: ["hide": false]),
                        DiagramPart(id: "keys", type: "wokwi-membrane-keypad", attributes: ["keys": ["1", "2"]]),
                    ],
                    connections: [
                        DiagramConnection(
                            from: DiagramPin(part: "led1", name: "A"), to: DiagramPin(part: "rpi", name: "J8:11"),
                            color: "green", path: ["v-9.6", "h0"]),
                        DiagramConnection(
                            from: DiagramPin(part: "led1", name: "C"),
                            to: DiagramPin(part: "$serialMonitor", name: "RX")),
                    ],
                    otherMembers: ["serialMonitor": ["display": "terminal"]]))
        #expect(file.diagram.connections[1].to.isSerialMonitor)
    }

    @Test(
        "a broken file is an error that says where, what and what to do",
        arguments: [
            ("", "board.json:1:1: the file is not JSON: the text ends where a value is missing"),
            (
                "{ \"parts\": [\n  { \"type\": \"wokwi-led\" \"id\": 1 } ] }",
                "board.json:2:25: the file is not JSON: \",\" or \"}\" is missing"
            ),
            (
                "[]", "board.json:1:1: the file holds a list, not an object with “parts” and “connections”"
            ),
            (
                "{}",
                "board.json:1:1: the file has no “parts”; a diagram is an object with the lists “parts” and “connections”"
            ),
            ("{ \"parts\": 7 }", "board.json:1:12: parts is a number, not a list"),
            (
                "{ \"parts\": [ \"led\" ] }",
                "board.json:1:14: parts[0] is a string, not an object with “type” and “id”"
            ),
            (
                "{ \"parts\": [\n { \"id\": \"led1\" } ] }",
                "board.json:2:2: parts[0] has no type; say what it is, such as \"type\": \"wokwi-led\""
            ),
            (
                "{ \"parts\": [ { \"type\": \"wokwi-led\", \"id\": \"\" } ] }",
                "board.json:1:14: parts[0] has no id; give it one for its wires, such as \"id\": \"led1\""
            ),
            (
                "{ \"parts\": [], \"connections\": [ 1 ] }",
                "board.json:1:33: connections[0] is a number, not a list such as [\"led1:A\", \"uno:13\", \"green\", []]"
            ),
            (
                "{ \"parts\": [], \"connections\": [\n[\"led1:A\"]] }",
                "board.json:2:1: connections[0] has not two ends in quotes; write a list such as [\"led1:A\", \"uno:13\", \"green\", []]"
            ),
            (
                "{ \"parts\": [ { \"type\": \"wokwi-led\", \"id\": \"a:b\" } ] }",
                "board.json:1:14: parts[0] has the id \"a:b\", to which no wire could lead; leave the colon out"
            ),
        ])
    func broken(text: String, message: String) {
        let error = #expect(throws: DiagramError.self) { try Self.file(text) }
        #expect(error?.description == message)
    }

    @Test func `what can't be used is left out and told with its place`() throws {
        let file = try Self.file(
            """
            { "version": 2,
              "parts": [
                { "type": "wokwi-led", "id": "led1", "top": "up", "attrs": [] },
                { "type": "wokwi-led", "id": "led1", "attrs": { "color": null } }
              ],
              "connections": [ ["led1", "uno:13"], ["led1:A", "uno:13", 7, "no path"] ] }
            """)
        #expect(
            file.findings.map { "\($0.rule) \($0.place?.description ?? "?")" } == [
                "diagram-version line 1, column 14", "attribute-unreadable line 3, column 49",
                "attribute-unreadable line 3, column 64", "wire-end line 6, column 20",
                "part-repeated line 4, column 5",
            ])
        #expect(file.diagram.parts[1].attributes == [:])
        #expect(file.diagram.connections.count == 1)
        #expect(file.diagram.connections[0].color == "")
    }

    @Test func `a byte order mark is stepped over`() throws {
        let file = try DiagramFile([0xef, 0xbb, 0xbf] + Array("{ \"parts\": [] }".utf8))
        #expect(file.diagram == Diagram())
    }

    @Test(arguments: PublicDiagram.names)
    func `what is written reads back the same`(_ name: String) throws {
        let diagram = try DiagramFile(try PublicDiagram.bytes(name)).diagram
        #expect(!diagram.parts.isEmpty && !diagram.connections.isEmpty)
        #expect(try DiagramFile(Array(diagram.json.utf8)).diagram == diagram)
    }

    @Test func `parts and wires are written one a line`() {
        let diagram = Diagram(
            author: "Ann \"A\"",
            parts: [
                DiagramPart(id: "r1", type: "wokwi-resistor", attributes: ["value": "220"], left: 1.5, rotation: 90)
            ],
            connections: [
                DiagramConnection(
                    from: DiagramPin(part: "r1", name: "1"), to: DiagramPin(part: "uno", name: "13"), color: "red",
                    path: ["v0"])
            ],
            otherMembers: ["dependencies": [:]])
        #expect(
            diagram.json == """
                {
                  "version": 1,
                  "author": "Ann \\"A\\"",
                  "parts": [
                    { "type": "wokwi-resistor", "id": "r1", "top": 0, "left": 1.5, "rotate": 90, "attrs": { "value": "220" } }
                  ],
                  "connections": [
                    ["r1:1", "uno:13", "red", ["v0"]]
                  ],
                  "dependencies": {}
                }

                """)
    }

    @Test(arguments: PublicDiagram.names)
    func `damaged diagrams are read or refused, never worse`(_ name: String) throws {
        let bytes = try PublicDiagram.bytes(name)
        var mutations = Mutations(
            seed: 11,
            words: [
                "{", "}", "[", "]", ",", "\"", "null", "\"parts\"", "\"attrs\"", ":", "-1e9", "\\u0000", "esp:",
                "wokwi-",
            ])
        var refused = 0
        for _ in 0..<60 {
            do throws(DiagramError) {
                let file = try DiagramFile(mutations.damaged(bytes), name: "x")
                let board = DiagramBoard(file, name: "x")
                // Whatever is left of the diagram runs as a board.
                do throws(BoardError) {
                    let virtual = try board.virtualBoard()
                    virtual.advance(by: .milliseconds(1))
                } catch {
                    Issue.record("\(error)")
                }
                #expect((try? DiagramFile(Array(file.diagram.json.utf8)))?.diagram.json == file.diagram.json)
            } catch {
                #expect(!error.message.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 10)
    }
}
