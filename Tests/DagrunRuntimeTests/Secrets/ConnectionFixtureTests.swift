// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

@Suite struct ConnectionFixtureTests {
    @Test func theFixtureHasBothGoodAndBadCases() throws {
        let cases = try ConnectionCase.all()
        #expect(cases.count >= 80)
        #expect(cases.contains { $0.fields == nil })
    }

    @Test(arguments: try ConnectionCase.all())
    func readsAStoredConnectionAsAirflowDoes(_ stored: ConnectionCase) throws {
        guard let fields = stored.fields else {
            #expect(throws: ConnectionError.self) { try Connection(text: stored.value, connID: "c") }
            return
        }
        let connection = try Connection(text: stored.value, connID: "c")
        #expect(connection.connType == fields.connType ?? "")
        #expect(connection.host == fields.host)
        #expect(connection.schema == fields.schema)
        #expect(connection.login == fields.login)
        #expect(connection.password == fields.password)
        #expect(connection.port == fields.port)
        #expect(Self.meaning(connection.extra) == Self.meaning(fields.extra))
        if let uri = stored.uri { #expect(Self.parts(connection.uri) == Self.parts(uri)) }
    }

    /// The JSON value of an extra: Airflow's spacing and key order carry no meaning.
    private static func meaning(_ extra: String?) -> JSONValue? {
        guard let extra else { return nil }
        return (try? JSONDecoder().decode(JSONValue.self, from: Data(extra.utf8))) ?? .string(extra)
    }

    /// What stands before the query, and the extra that the query reads back to.
    private static func parts(_ uri: String) -> [JSONValue?] {
        let cut = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard cut.count == 2 else { return [.string(uri)] }
        let extra = (try? Connection(uri: "x://?\(cut[1])", connID: "c"))?.extra
        return [.string(String(cut[0])), meaning(extra)]
    }
}
