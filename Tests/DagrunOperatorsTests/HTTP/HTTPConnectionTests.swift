// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunOperators
import DagrunRuntime
import Testing

@Suite(.timeLimit(.minutes(15))) struct HTTPConnectionTests {
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
                #"{"X-Key": "k", "N": 3, "X-None": null, "Authorization": "other", "timeout": 5, "verify": false, "stream": true, "max_redirects": 2}"#
        )
        let request = try await request(connection, headers: ["x-key": "mine"])
        #expect(request.headers["Authorization"] == "Basic YWRhOnB3")
        #expect(request.headers.values(of: "X-Key") == ["mine"])
        #expect(request.headers["N"] == "3" && request.headers["X-None"] == nil)
        for name in ["timeout", "verify", "stream", "max_redirects"] { #expect(request.headers[name] == nil) }
        #expect(request.timeout == .seconds(5))
        #expect(request.tls?.verifiesServer == false)
        #expect(request.redirects == .followed(atMost: 2))
    }

    @Test(arguments: [
        ("{}", HTTPRedirects.followed(atMost: 30)), (#"{"allow_redirects": true}"#, .followed(atMost: 30)),
        (#"{"allow_redirects": false, "max_redirects": 5}"#, .returned),
        (#"{"allow_redirects": true, "max_redirects": 5}"#, .followed(atMost: 5)),
    ])
    func redirectsAreFollowedUnlessTheConnectionSaysNo(extra: String, redirects: HTTPRedirects) async throws {
        #expect(try await request(Connection(connID: "c", host: "h", extra: extra)).redirects == redirects)
    }

    @Test(
        arguments: [
            (#"{"proxies": {"http": "http://p:1"}}"#, HTTPProxy.url("http://p:1")),
            (#"{"proxies": {"https": "http://p:1"}}"#, nil), (#"{"proxy": "http://p:2"}"#, .url("http://p:2")),
            (
                #"{"proxies": {"all": "http://p:1", "http://h": "http://p:2", "http": "http://p:3"}}"#,
                .url("http://p:2")
            ),
            (#"{"proxies": {"all": "http://p:1", "all://h": "http://p:2"}}"#, .url("http://p:2")),
            (#"{"trust_env": false}"#, HTTPProxy.none),
            (#"{"trust_env": false, "proxies": {"http": "http://p:1"}}"#, .url("http://p:1")),
            (#"{"trust_env": false, "proxies": {"ftp": "http://p:1"}}"#, HTTPProxy.none),
        ] as [(String, HTTPProxy?)])
    func proxyIsTheOneThatFitsBest(extra: String, proxy: HTTPProxy?) async throws {
        let connection = Connection(connID: "c", host: "http://u:p@h:81/api", extra: extra)
        #expect(try await request(connection).proxy ?? .environment == proxy ?? .environment)
    }

    @Test(
        arguments: [
            (#"{"verify_ssl": false}"#, HTTPTLSOptions(verifiesServer: false)),
            (#"{"verify": true, "verify_ssl": false}"#, nil),
            (#"{"verify": "/ca.pem"}"#, HTTPTLSOptions(certificateAuthorityFile: "/ca.pem")),
            (#"{"cert": "/c.pem"}"#, HTTPTLSOptions(clientCertificateFile: "/c.pem")),
            (
                #"{"cert": ["/c.pem", "/k.pem"]}"#,
                HTTPTLSOptions(clientCertificateFile: "/c.pem", clientKeyFile: "/k.pem")
            ),
        ] as [(String, HTTPTLSOptions?)])
    func connectionsAreSecuredAsTheExtraSays(extra: String, tls: HTTPTLSOptions?) async throws {
        #expect(try await request(Connection(connID: "c", host: "h", extra: extra)).tls == tls)
    }

    @Test func aConnectionMayHaveNoStatusLookedAt() async throws {
        let connection = Connection(connID: "c", host: "h", extra: #"{"check_response": false}"#)
        let broken = InMemoryHTTPClient(answering: HTTPResponse(status: 500, body: Array("oops".utf8)))
        #expect(
            await bench(connection).run(HTTPOperator(url: "x", connection: "c", client: broken)).summary
                == #"success "oops""#)
        let sensor = HTTPSensor(url: "x", connection: "c", client: broken) { $0.text == "oops" }
        #expect(await bench(connection).run(sensor).summary == "success null")
    }

    @Test(arguments: [
        (#"{"timeout": "5"}"#, "“timeout” in its extra is no number of seconds"),
        (#"{"timeout": 0}"#, "“timeout” in its extra is no number of seconds"),
        (#"{"max_redirects": -1}"#, "“max_redirects” in its extra is no number"),
        (#"{"allow_redirects": "no"}"#, "“allow_redirects” in its extra is neither true nor false"),
        (#"{"verify": 1}"#, "“verify” in its extra is neither true nor false"),
        (#"{"cert": ["/c.pem"]}"#, "“cert” in its extra is neither the path"),
        (#"{"cert": ["/c.pem", 1]}"#, "“cert” in its extra is neither the path"),
        (#"{"proxies": {"http": 3128}}"#, "“proxies” in its extra has something else than a URL for “http”"),
        (#"{"proxies": []}"#, "“proxies” in its extra is neither an object"),
        (#"{"headers": {"X-Key": "hush"}}"#, "“headers” in its extra is no text"),
        (#"{"srv_lookup": true}"#, "“srv_lookup” in its extra is not known here"),
    ])
    func settingsThatMakeNoSenseFailForGood(extra: String, text: String) async {
        let connection = Connection(connID: "c", host: "h", extra: extra)
        let summary = await bench(connection).run(HTTPOperator(url: "x", connection: "c", client: client)).summary
        #expect(summary.hasPrefix("failed connection “c”: \(text)"), "\(summary)")
        #expect(!summary.contains("hush"))
        #expect(client.requests.isEmpty)
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
