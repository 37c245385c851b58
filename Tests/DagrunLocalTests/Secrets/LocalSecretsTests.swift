// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunLocal
import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import Testing

@Suite struct LocalSecretsTests {
    private let folder: TemporaryFolder
    private let masker = SecretMasker()

    init() throws { folder = try TemporaryFolder() }

    private func secrets(
        _ environment: [String: String] = [:], variables: String? = nil, connections: String? = nil,
        warn: (String) -> Void = { Issue.record("unexpected warning: \($0)") }
    ) throws -> LocalSecrets {
        try LocalSecrets(
            .init(
                environment: environment, packageFolder: folder.path, variablesFile: variables,
                connectionsFile: connections),
            masker: masker, warn: warn)
    }

    @Test func theFirstPlaceWins() async throws {
        let flag = try folder.write("vars.json", #"{"a": "flag"}"#)
        _ = try folder.write(".env", "AIRFLOW_VAR_A=dotenv\nAIRFLOW_VAR_B=dotenv\nAIRFLOW_VAR_C=dotenv")
        _ = try folder.write(
            "dagrun.secrets.json", #"{"variables": {"a": "file", "b": "file", "c": "file", "d": "file"}}"#)
        let secrets = try secrets(["AIRFLOW_VAR_A": "env", "AIRFLOW_VAR_B": "env"], variables: flag)
        #expect(try await secrets.variable("a") == "flag")
        #expect(try await secrets.variable("b") == "env")
        #expect(try await secrets.variable("c") == "dotenv")
        #expect(try await secrets.variable("d") == "file")
        #expect(try await secrets.variable("e") == nil)
    }

    @Test func anEmptyVariableIsSetAndAnEmptyConnectionIsNot() async throws {
        _ = try folder.write(
            "dagrun.secrets.json", #"{"variables": {"v": "file"}, "connections": {"c": "http://file"}}"#)
        let secrets = try secrets(["AIRFLOW_VAR_V": "", "AIRFLOW_CONN_C": ""])
        #expect(try await secrets.variable("v") == "")
        #expect(try await secrets.connection("c")?.host == "file")
    }

    @Test func readsConnectionsInEveryForm() async throws {
        let file = try folder.write(
            "conns.json",
            #"""
            {"uri": "postgres://u:pw@h:5432/db", "list": ["http://one"], "object": {"conn_type": "my-type", "extra_dejson": {"k": 1}, "conn_id": "object"},
             "text": "{\"host\": \"inner\"}"}
            """#)
        let secrets = try secrets(
            ["AIRFLOW_CONN_ENV": "ftp://h", "AIRFLOW_CONN_JSON": #" {"host": "j"}"#], connections: file)
        #expect(try await secrets.connection("uri")?.schema == "db")
        #expect(try await secrets.connection("list")?.host == "one")
        let object = try #require(try await secrets.connection("object"))
        #expect(object.connType == "my_type")
        #expect(object.extraJSON == ["k": 1])
        #expect(try await secrets.connection("text")?.host == "inner")
        #expect(try await secrets.connection("Env")?.connID == "Env")
        #expect(try await secrets.connection("json")?.host == "j")
        #expect(try await secrets.connection("none") == nil)
    }

    @Test func aVariableThatIsNoTextIsItsJSON() async throws {
        let file = try folder.write(
            "v.json", #"{"variables": {"o": {"b": 1, "a": [true, null]}, "n": 5, "no": null}, "connections": {}}"#)
        let secrets = try secrets(variables: file)
        #expect(try await secrets.variable("o") == #"{"a":[true,null],"b":1}"#)
        #expect(try await secrets.variable("n") == "5")
        #expect(try await secrets.variable("no") == nil)
    }

    @Test func whatIsHandedOutIsMaskedFromThenOn() async throws {
        let secrets = try secrets([
            "AIRFLOW_VAR_DB_PASSWORD": "variable-secret", "AIRFLOW_VAR_COLOUR": "green-ish",
            "AIRFLOW_CONN_C": "x://u:conn-secret@h?token=extra-secret",
        ])
        let line = "variable-secret green-ish conn-secret extra-secret"
        #expect(masker.mask(line) == line)
        _ = try await secrets.variable("db_password")
        _ = try await secrets.variable("colour")
        _ = try await secrets.connection("c")
        #expect(masker.mask(line) == "*** green-ish *** ***")
    }

    @Test func warnsOnceOfFilesThatOthersMayRead() throws {
        let variables = try folder.write("v.json", "{}", mode: 0o644)
        _ = try folder.write(".env", "AIRFLOW_CONN_X=http://h", mode: 0o640)
        _ = try folder.write("dagrun.secrets.json", "{}", mode: 0o600)
        var warnings: [String] = []
        _ = try secrets(variables: variables) { warnings.append($0) }
        #expect(
            warnings == ["Others on this machine may read your secrets: run chmod 600 \(variables) \(folder.path)/.env"]
        )
    }

    @Test func anEnvFileWithoutSecretsMayBeOpen() throws {
        _ = try folder.write(".env", "COLOUR=green", mode: 0o644)
        _ = try secrets()
    }

    @Test(arguments: [
        ("v.json", "[1]", "not a JSON object"), ("v.json", "{\"a\": 1 \"b\": 2}", "not a JSON object"),
        ("v.yaml", "a: 1", "JSON"),
        ("v.YML", "a: 1", "JSON"),
    ])
    func refusesAFileItCannotRead(_ name: String, _ text: String, _ part: String) throws {
        let file = try folder.write(name, text)
        let error = #expect(throws: LocalSecretsError.self) { try secrets(variables: file) }
        #expect(error?.source == file)
        #expect(error?.reason.contains(part) == true)
    }

    @Test func refusesWhatIsMissingOrNoFile() throws {
        let missing = #expect(throws: LocalSecretsError.self) { try secrets(connections: folder.path + "/none.json") }
        #expect(missing?.reason.contains("--connections-file") == true)
        #expect(throws: LocalSecretsError.self) { try secrets(connections: folder.path) }
        _ = try folder.write("dagrun.secrets.json", #"{"a": "b"}"#)
        #expect(throws: LocalSecretsError.self) { try secrets() }
    }

    @Test func aBadConnectionIsReportedWithItsPlaceAndWithoutItsText() async throws {
        let file = try folder.write(
            "c.json", #"{"a": 5, "b": "x://u:pa55@h:port", "c": {"hots": 1}, "d": {"conn_id": "e"}}"#)
        let secrets = try secrets(["AIRFLOW_CONN_Z": "x://u:pa55@h:port"], connections: file)
        for id in ["a", "b", "c", "d"] {
            let error = await #expect(throws: LocalSecretsError.self) { try await secrets.connection(id) }
            #expect(error?.source == file)
            #expect(error?.reason.contains("'\(id)'") == true)
            #expect(error?.description.contains("pa55") == false)
        }
        let error = await #expect(throws: LocalSecretsError.self) { try await secrets.connection("z") }
        #expect(error?.description.hasPrefix("AIRFLOW_CONN_Z in the environment: ") == true)
    }

    @Test func printingShowsNoSecret() throws {
        let file = try folder.write("c.json", #"{"c": "x://u:pa55@h"}"#)
        _ = try folder.write(".env", "AIRFLOW_VAR_V=pa55")
        let secrets = try secrets(["AIRFLOW_CONN_Z": "x://u:pa55@h"], connections: file)
        var dumped = ""
        dump(secrets, to: &dumped)
        for text in [dumped, "\(secrets)", String(reflecting: secrets)] {
            #expect(text.contains(file))
            #expect(!text.contains("pa55"))
        }
    }

    @Test func anyFileIsReadOrRefused() {
        var random = SeededGenerator(seed: 1)
        let pieces = [
            "{", "}", "[", "]", "\"variables\"", "\"connections\"", "\"a\"", ":", ",", "null", "1e999", "\"x://h\"",
            "\\", "\u{0}",
        ]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...14, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            for kind in [nil, FileSecrets.Kind.variables, .connections] {
                guard let file = try? FileSecrets(text: text, path: "f", name: "f", kind: kind) else { continue }
                for key in file.variableKeys { _ = file.variable(key) }
                for id in file.connectionIDs { _ = try? file.connection(id) }
            }
        }
    }

    @Test func aMissingOneIsExplained() throws {
        _ = try folder.write(
            "dagrun.secrets.json", #"{"variables": {"sales_file": "x"}, "connections": {"shop": "http://h"}}"#)
        let secrets = try secrets(["AIRFLOW_CONN_WAREHOUSE": "x://h"])
        #expect(
            secrets.missingVariable("sales_fiel") == """
                Variable 'sales_fiel' is not set. Looked in: the environment, \(folder.path)/dagrun.secrets.json, \
                \(folder.path)/.env (no such file).
                Did you mean 'sales_file'?
                Set it with: export AIRFLOW_VAR_SALES_FIEL='value', or add "sales_fiel": "value" to "variables" in \
                \(folder.path)/dagrun.secrets.json.
                """)
        #expect(secrets.missingConnection("warehuose").contains("Did you mean 'warehouse'?"))
        #expect(!secrets.missingConnection("entirely-else").contains("Did you mean"))
        #expect(!secrets.missingConnection("entirely-else").contains("export"))
    }
}
