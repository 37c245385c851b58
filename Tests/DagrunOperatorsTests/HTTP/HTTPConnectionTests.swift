// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunOperators
import DagrunRuntime
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPConnectionTests {
    private let client = InMemoryHTTPClient(answering: HTTPResponse())

    private func bench(_ connection: Connection) -> Bench {
        Bench(services: TestServices(connections: [connection.connID: connection]))
    }

    private func request(_ connection: Connection, path: String = "v1/x", headers: [String: Input<String>] = [:])
        async throws -> HTTPRequest
    {
        let work = HTTPOperator(url: "\(path)", headers: headers, connection: connection.connID, client: client)
        _ = try await work.execute(bench(connection).context)
        return try #require(client.requests.last)
    }

    @Test(arguments: [
        ("http://h", "http://h/v1/x"), ("https://h", "https://h/v1/x"), ("http://h:8080/https", "https://h:8080/v1/x"),
        ("http://https%3A%2F%2Fh", "https://h/v1/x"), ("http://http%3A%2F%2Fh%2Fapi:81", "http://h:81/api/v1/x"),
    ])
    func urlIsMadeOfTheConnection(uri: String, url: String) async throws {
        let connection = try Connection(text: uri, connID: "shop")
        #expect(try await request(connection).url == url)
        #expect(try await request(connection, path: "/v1/x").url == url)
    }

    @Test func loginAndExtraBecomeHeaders() async throws {
        let connection = Connection(
            connID: "shop", connType: "http", host: "h", login: "ada", password: "pw",
            extra:
                #"{"X-Key": "k", "N": 3, "timeout": 5, "verify": false, "headers": {"X-More": "m"}, "max_redirects": 2}"#
        )
        let request = try await request(connection, headers: ["x-key": "mine"])
        #expect(request.headers["Authorization"] == "Basic YWRhOnB3")
        #expect(request.headers.values(of: "X-Key") == ["mine"])
        #expect(request.headers["N"] == "3" && request.headers["X-More"] == "m")
        #expect(request.headers["timeout"] == nil && request.headers["verify"] == nil)
        #expect(request.timeout == .seconds(5))
        #expect(request.tls?.verifiesServer == false)
        #expect(request.redirects == .followed(atMost: 2))
    }

    @Test func redirectsOfAConnectionAreNotFollowedByThemselves() async throws {
        #expect(try await request(Connection(connID: "c", host: "h")).redirects == .returned)
    }

    @Test(arguments: [
        (Connection(connID: "c"), "x", "connection “c” has no host"),
        (Connection(connID: "c", host: "h", schema: "api"), "x", "has the schema “api”"),
        (
            Connection(connID: "c", host: "h"), "https://evil.example/x?k=secret",
            "so that its credentials go nowhere else"
        ),
    ])
    func unusableConnectionFailsForGood(connection: Connection, path: String, text: String) async {
        let work = HTTPOperator(url: "\(path)", connection: "c", client: client)
        let summary = await bench(connection).run(work).summary
        #expect(summary.hasPrefix("failed") && summary.contains(text) && !summary.contains("secret"), "\(summary)")
        #expect(client.requests.isEmpty)
    }

    @Test func secretsAreNotInErrors() async throws {
        let connection = Connection(
            connID: "c", host: "h", login: "ada", password: "correct-horse", extra: #"{"X-Api-Key": "battery-staple"}"#)
        let echo = InMemoryHTTPClient { request throws(HTTPError) in
            let text = request.headers.map { "\($0.name)=\($0.value)" }.joined(separator: " ") + " correct-horse"
            return HTTPResponse(status: 401, body: Array(text.utf8))
        }
        let summary = await bench(connection).run(HTTPOperator(url: "x", connection: "c", client: echo)).summary
        #expect(summary.contains("answered 401"))
        for secret in ["correct-horse", "battery-staple", "YWRhOmNvcnJlY3QtaG9yc2U="] {
            #expect(!summary.contains(secret), "\(summary)")
        }
    }

    @Test func missingConnectionIsAClearError() async {
        let summary = await Bench().run(HTTPOperator(url: "x", connection: "none", client: client)).summary
        #expect(summary == "retry there is no connection “none”")
    }
}
