// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

/// TLS with certificates that are made for each test.
@Suite(
    .timeLimit(.minutes(15)),
    .enabled(if: TestCertificates.toolsAreInstalled, "needs the commands openssl and python3"))
struct CurlClientTLSTests {
    private let client = CurlClient.direct()
    private let certificates: TestCertificates
    private let server: TestServer

    init() throws {
        certificates = try TestCertificates()
        server = try TestServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
    }

    private var trusting: HTTPTLSOptions { HTTPTLSOptions(certificateAuthorityFile: certificates.serverCertificate) }

    @Test func trustsTheGivenAuthorityOnly() async throws {
        let front = try TLSFront(of: server, certificates)
        let request = HTTPRequest(.get, front.url())
        let error = try #require(await client.failure(of: request))
        #expect(error.code == .tls)
        #expect(!error.isRetryable)
        #expect(!error.wasSent)
        let response = try await client.send(request.with { $0.tls = trusting })
        #expect(response.text == "secret")
        // A connection that was checked differently is not used again.
        #expect(await client.failure(of: request)?.code == .tls)
        #expect(try await client.send(request.with { $0.tls = HTTPTLSOptions(verifiesServer: false) }).text == "secret")
    }

    @Test func checksTheServersName() async throws {
        let front = try TLSFront(of: server, certificates)
        let request = HTTPRequest(.get, front.url(host: "localhost")).with { $0.tls = trusting }
        #expect(await client.failure(of: request)?.code == .tls)
    }

    @Test func showsAClientCertificate() async throws {
        let front = try TLSFront(of: server, certificates, requiringClient: certificates.clientCertificate)
        var tls = trusting
        let request = HTTPRequest(.get, front.url())
        let error = try #require(await client.failure(of: request.with { $0.tls = tls }))
        #expect(error.code == .tls || error.code == .connectionLost, "\(error)")
        tls.clientCertificateFile = certificates.clientCertificate
        tls.clientKeyFile = certificates.clientKey
        #expect(try await client.send(request.with { $0.tls = tls }).text == "secret")
    }

    @Test func aFileThatIsMissingIsAnErrorOfTLS() async throws {
        let front = try TLSFront(of: server, certificates)
        for tls in [
            HTTPTLSOptions(certificateAuthorityFile: "/no/such/file.pem"),
            HTTPTLSOptions(clientCertificateFile: "/no/such/file.pem", verifiesServer: false),
        ] {
            let error = try #require(await client.failure(of: HTTPRequest(.get, front.url()).with { $0.tls = tls }))
            #expect(error.code == .tls)
            #expect(error.description.contains("/no/such/file.pem"))
        }
    }

    @Test func plainHTTPAtATLSPortIsAnErrorAndTheReverseToo() async throws {
        let front = try TLSFront(of: server, certificates)
        let plain = try #require(await client.failure(of: HTTPRequest(.get, "http://127.0.0.1:\(front.port)/")))
        #expect(plain.code == .connectionLost || plain.code == .protocolViolation)
        let plainServer = try TestServer { connection in
            _ = connection.read(exactly: 1)
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        #expect(await client.failure(of: HTTPRequest(.get, plainServer.url(scheme: "https")))?.code == .tls)
    }
}
