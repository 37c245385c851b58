// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

/// HTTP/2 as TLS negotiates it, against a server of frames.
@Suite(
    .timeLimit(.minutes(15)),
    .enabled(if: LibraryFeatures.http2, "needs a libcurl that speaks HTTP/2"),
    .enabled(if: TestCertificates.toolsAreInstalled, "needs the commands openssl and python3"))
struct CurlClientHTTP2Tests {
    private let certificates: TestCertificates
    private let client: CurlClient

    init() throws {
        let certificates = try TestCertificates()
        self.certificates = certificates
        client = CurlClient.direct { $0.tls.certificateAuthorityFile = certificates.serverCertificate }
    }

    private func front(of server: TestServer) throws -> TLSFront {
        try TLSFront(of: server, certificates, protocols: ["h2", "http/1.1"])
    }

    @Test func readsAResponse() async throws {
        let server = try TestServer { HTTP2Script(connection: $0).serve() }
        let front = try front(of: server)
        let response = try await client.send(HTTPRequest(.post, front.url(), body: [1, 2, 3]))
        #expect(response.status == 200)
        #expect(response.httpVersion == .http2)
        #expect(response.headers == ["x-stream": "1"])
        #expect(response.text == "over two")
    }

    @Test func requestsAtOnceShareOneConnection() async throws {
        // After the first, the server answers when twenty requests are open, so they are open at once.
        let server = try TestServer { HTTP2Script(connection: $0).serve(batches: [1, 20]) }
        let front = try front(of: server)
        _ = try await client.send(HTTPRequest(.get, front.url()))
        let streams = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<20 {
                group.addTask { try await client.send(HTTPRequest(.get, front.url())).headers["x-stream"] }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(streams.count == 20)
        #expect(server.connectionCount == 1)
    }

    @Test func aStatusIsAResponse() async throws {
        let server = try TestServer { HTTP2Script(connection: $0).serve(status: 13) }
        let front = try front(of: server)
        #expect(try await client.send(HTTPRequest(.get, front.url())).status == 404)
    }

    @Test func aStreamThatIsResetIsALostConnection() async throws {
        let server = try TestServer { HTTP2Script(connection: $0).serve(refusing: true) }
        let front = try front(of: server)
        #expect(await client.failure(of: HTTPRequest(.get, front.url()))?.code == .connectionLost)
    }

    @Test func cancellingOneStreamLeavesTheConnectionToTheOthers() async throws {
        let arrived = Signal<UInt32>()
        let server = try TestServer { HTTP2Script(connection: $0, arrived: arrived).serve(batches: [1, 3]) }
        let front = try front(of: server)
        let request = HTTPRequest(.get, front.url()).with { $0.timeout = nil }
        _ = try await client.send(request)
        let dropped = Task { await client.failure(of: request) }
        #expect(await arrived.next(2) == [1, 3])
        dropped.cancel()
        #expect(await dropped.value?.code == .cancelled)
        async let one = client.send(request)
        async let other = client.send(request)
        #expect(try await [one.status, other.status] == [200, 200])
        #expect(server.connectionCount == 1)
    }

    @Test func isLeftAloneWhereTheConfigurationSaysSo() async throws {
        let server = try TestServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let front = try front(of: server)
        let old = CurlClient(configuration: client.configuration.with { $0.httpVersions = .http11 })
        #expect(try await old.send(HTTPRequest(.get, front.url())).httpVersion == .http11)
    }
}
