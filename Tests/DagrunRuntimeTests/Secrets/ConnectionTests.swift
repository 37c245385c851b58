// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct ConnectionTests {
    static let full = Connection(
        connID: "shop", connType: "http", host: "https://api.example", schema: "v1", login: "ann",
        password: "pa55-w0rd", port: 8443, extra: #"{"token": "tok-123456", "verify": true}"#)

    @Test func printingShowsNoSecret() {
        var dumped = ""
        dump(Self.full, to: &dumped)
        for text in [
            "\(Self.full)", String(reflecting: Self.full), dumped, "\([Self.full])",
            String(describing: Optional(Self.full)),
        ] {
            #expect(!text.contains("pa55"))
            #expect(!text.contains("tok-123456"))
            #expect(text.contains("shop"))
            #expect(text.contains("***"))
        }
        #expect(Self.full.description.hasSuffix("password: ***, port: 8443, extra: {token: ***, verify: ***})"))
    }

    @Test func errorsQuoteNothingOfWhatWasStored() {
        for text in [
            "x://ann:pa55w0rd/a@h:z", "x://ann:p@h:pa55w0rd", "a://pa55w0rd://b://c", "{\"login\": [\"pa55w0rd\"]}",
        ] {
            let error = #expect(throws: ConnectionError.self) { try Connection(text: text, connID: "c") }
            #expect(error?.description.contains("pa55") == false)
            #expect(error?.description.contains("'c'") == true)
        }
    }

    @Test(arguments: [
        ("x://h:abc", ConnectionError.Code.invalidPort), ("x://h:65536", .invalidPort),
        ("a://b://c://d", .malformedURI),
        ("x://[::1", .malformedURI), ("{\"port\": \"x\"}", .invalidPort), ("{", .malformedJSON),
        ("{\"hots\": \"h\"}", .unexpectedKey), ("{\"host\": true}", .wrongType), ("  ", .malformedURI),
        ("{\"uri\": \"x://h\", \"host\": \"h\"}", .unexpectedKey),
    ])
    func anErrorSaysWhichPartIsWrong(_ text: String, _ code: ConnectionError.Code) {
        let error = #expect(throws: ConnectionError.self) { try Connection(text: text, connID: "c") }
        #expect(error?.code == code)
    }

    @Test func itsJSONHasTheNamesOfTheExecutionAPI() throws {
        let data = try JSONEncoder().encode(Self.full)
        let value = try JSONDecoder().decode(JSONValue.self, from: data)
        guard case .object(let members) = value else { return #expect(Bool(false), "not an object: \(value)") }
        #expect(members["conn_id"] == "shop")
        #expect(members["conn_type"] == "http")
        #expect(members["password"] == "pa55-w0rd")
        #expect(try JSONDecoder().decode(Connection.self, from: data) == Self.full)
    }

    @Test func aWholeNumberMayStandForAText() throws {
        let connection = try Connection(json: #"{"password": 12345, "login": 7}"#, connID: "c")
        #expect(connection.password == "12345")
        #expect(connection.login == "7")
    }

    @Test func theExtraIsEmptyWhenItIsNoObject() {
        for extra in [nil, "", "[1]", "5", "not json"] {
            #expect(Connection(connID: "c", extra: extra).extraJSON.isEmpty)
        }
        #expect(Self.full.extraJSON["verify"] == true)
    }

    @Test func theURIReadsBackToTheSameConnection() throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("aB0 :/@?#[]%=&+._-;~äß😀\n\"\\")
        func text() -> String {
            String(
                (0..<Int.random(in: 1...8, using: &random)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                })
        }
        for _ in 0..<2000 {
            let connection = Connection(
                connID: "c", connType: "my_type", host: "host\(Int.random(in: 0...9, using: &random))", schema: text(),
                login: text(), password: text(), port: Int.random(in: 1...65535, using: &random),
                extra: SecretsJSON.text(
                    of: .object([text(): .string(text()), "k": Bool.random(using: &random) ? 1 : "1"])))
            #expect(try Connection(uri: connection.uri, connID: "c") == connection)
        }
    }

    @Test(arguments: [10, 500, 600, 100_000])
    func deepNestingIsReadOrRefused(_ depth: Int) {
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let connection = try? Connection(json: "{\"extra\": \(nested)}", connID: "c")
        #expect(connection != nil || depth > 500)
        let masker = SecretMasker()
        masker.add(Connection(connID: "c", extra: "{\"a\": \(nested)}"))
    }

    @Test func anyBytesAreReadOrRefused() {
        var random = SeededGenerator(seed: 11)
        let pieces = [
            "://", "x://", "@", ":", "[", "]", "%", "%3A", "{", "}", "\"", "\\", "\u{0}", "/", "?", "#", "=", "&", "ü",
        ]
        for round in 0..<5000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                if Bool.random(using: &random) {
                    bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8
                } else {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                }
            }
            var text = String(decoding: bytes, as: UTF8.self)
            if round % 3 == 0 { text = "{\"conn_type\": \"" + text }
            guard let connection = try? Connection(text: text, connID: "c") else { continue }
            _ = connection.uri
            _ = connection.description
        }
    }
}
