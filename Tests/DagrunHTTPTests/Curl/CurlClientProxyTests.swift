// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Glibc
import Testing

@Suite(.timeLimit(.minutes(15))) struct CurlClientProxyTests {
    /// A proxy that answers itself and says what it was asked.
    private static func proxy() throws -> TestServer {
        try TestServer { connection in
            while let request = connection.readRequest() {
                let credentials = request.values(of: "Proxy-Authorization").first ?? "none"
                connection.respond(headers: ["X-Credentials: \(credentials)"], body: request.line)
            }
        }
    }

    @Test func aProxyIsAskedForTheWholeURL() async throws {
        let proxy = try Self.proxy()
        let client = CurlClient.direct { $0.proxy = .url("http://user:pw@127.0.0.1:\(proxy.port)") }
        let response = try await client.send(HTTPRequest(.get, "http://far.invalid/path"))
        #expect(response.text == "GET http://far.invalid/path HTTP/1.1")
        #expect(response.headers["X-Credentials"] == "Basic dXNlcjpwdw==")
    }

    @Test func aBypassedHostIsAskedDirectly() async throws {
        let server = try TestServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ndirect")
        let proxy = try Self.proxy()
        let client = CurlClient.direct()
        let through = HTTPProxy.url("http://127.0.0.1:\(proxy.port)")
        let around = HTTPProxy.url("http://127.0.0.1:\(proxy.port)", bypassed: ["example.org", "127.0.0.1"])
        let request = HTTPRequest(.get, server.url())
        #expect(try await client.send(request.with { $0.proxy = around }).text == "direct")
        #expect(try await client.send(request.with { $0.proxy = through }).text == "GET \(server.url()) HTTP/1.1")
    }

    @Test func aProxyThatRefusesToConnectIsNamed() async throws {
        let proxy = try TestServer(
            answering: "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        let client = CurlClient.direct { $0.proxy = .url("http://user:s3cret@127.0.0.1:\(proxy.port)") }
        let error = try #require(await client.failure(of: HTTPRequest(.get, "https://far.invalid/")))
        #expect(error.code == .proxy)
        #expect(error.reason.contains("407"))
        #expect(!error.wasSent)
        #expect(!error.description.contains("s3cret"))
    }

    @Test(arguments: [502, 503, 504]) func aHostThatTheProxyDoesNotReachMayBeReachedLater(_ status: Int) async throws {
        let proxy = try TestServer(answering: "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n")
        let client = CurlClient.direct { $0.proxy = .url("http://127.0.0.1:\(proxy.port)") }
        let error = try #require(await client.failure(of: HTTPRequest(.get, "https://far.invalid/")))
        #expect(error.code == .cannotConnect)
        #expect(error.isRetryable)
        #expect(error.reason.contains("the proxy answered CONNECT with status \(status)"))
        #expect(!error.wasSent)
    }

    @Test func aProxyThatCanNotBeFoundIsNamed() async throws {
        let host = String(repeating: "a", count: 64) + ".invalid"
        let client = CurlClient.direct { $0.proxy = .url("http://\(host):1") }
        #expect(await client.failure(of: HTTPRequest(.get, "http://far.invalid/"))?.code == .proxy)
    }

    /// In a process of its own, because the environment belongs to all of it.
    @Test func theEnvironmentsProxyIsTakenUnlessTheConfigurationSaysOtherwise() async {
        await #expect(processExitsWith: .success) {
            let proxy = try CurlClientProxyTests.proxy()
            let server = try TestServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ndirect")
            unsafe setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
            unsafe unsetenv("no_proxy")
            unsafe unsetenv("NO_PROXY")
            let client = CurlClient()
            let request = HTTPRequest(.get, server.url())
            let through = try await client.send(request).text
            let around = try await client.send(request.with { $0.proxy = HTTPProxy.none }).text
            unsafe setenv("no_proxy", "127.0.0.1", 1)
            let excepted = try await client.send(request).text
            await client.shutdown()
            let isRight = through == "GET \(server.url()) HTTP/1.1" && around == "direct" && excepted == "direct"
            exit(isRight ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }
}
