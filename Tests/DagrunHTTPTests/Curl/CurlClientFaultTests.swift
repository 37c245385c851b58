// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Glibc
import Testing

/// Servers that are not there, go away, or speak nonsense.
@Suite(.timeLimit(.minutes(15))) struct CurlClientFaultTests {
    private let client = CurlClient.direct()

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", HTTPError.Code.connectionLost),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal", .connectionLost),
        ("HTTP/1.1 200 OK\r\nContent-Le", .connectionLost),
        ("", .connectionLost),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .connectionLost),
        ("SSH-2.0-OpenSSH_9.2\r\n", .protocolViolation),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope", .protocolViolation),
    ])
    func aBrokenResponseIsAnError(raw: String, code: HTTPError.Code) async throws {
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write(raw)
        }
        let error = try #require(await client.failure(of: HTTPRequest(.get, server.url())))
        #expect(error.code == code, "\(error)")
        #expect(error.wasSent)
    }

    @Test func aResetIsALostConnection() async throws {
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            connection.reset()
        }
        let error = try #require(await client.failure(of: HTTPRequest(.get, server.url())))
        #expect(error.code == .connectionLost)
        #expect(error.isRetryable)
    }

    @Test func aRefusedConnectionIsNamed() async throws {
        let (descriptor, port) = try TestServer.bindLoopback()
        defer { close(descriptor) }
        let error = try #require(await client.failure(of: HTTPRequest(.get, "http://127.0.0.1:\(port)/?s3cret")))
        #expect(error.code == .cannotConnect)
        #expect(error.curlCode == 7)
        #expect(error.isRetryable)
        #expect(!error.wasSent)
        #expect(error.description.contains("http://127.0.0.1:\(port)/"))
        #expect(!error.description.contains("s3cret"))
    }

    @Test func aNameThatCanNotBeResolvedIsNamed() async throws {
        // A label of 64 letters is no name at all, so no server is asked (RFC 1035, section 2.3.4).
        let host = String(repeating: "a", count: 64) + ".invalid"
        let error = try #require(await client.failure(of: HTTPRequest(.get, "http://\(host)/")))
        #expect(error.code == .cannotResolve)
        #expect(error.isRetryable)
    }

    @Test func aResponseThatDoesNotComeTimesOut() async throws {
        let server = try TestServer { $0.waitForClose() }
        let request = HTTPRequest(.post, server.url(), body: [1]).with { $0.timeout = .milliseconds(50) }
        let error = try #require(await client.failure(of: request))
        #expect(error.code == .timedOut)
        #expect(error.wasSent)
    }

    @Test func aHandshakeThatDoesNotEndTimesOutAsAConnection() async throws {
        let server = try TestServer { $0.waitForClose() }
        let request = HTTPRequest(.get, server.url(scheme: "https")).with { $0.connectTimeout = .milliseconds(50) }
        let error = try #require(await client.failure(of: request))
        #expect(error.code == .timedOut)
        #expect(!error.wasSent)
    }

    @Test(arguments: [Duration.nanoseconds(1), .seconds(Int64.max), .milliseconds(1) / 3])
    func timeoutsOfAnySizeAreTaken(timeout: Duration) async throws {
        let server = try TestServer { $0.waitForClose() }
        let other = timeout > .seconds(1) ? Duration.milliseconds(20) : timeout
        let request = HTTPRequest(.get, server.url()).with {
            $0.timeout = other
            $0.connectTimeout = timeout
        }
        #expect(await client.failure(of: request)?.code == .timedOut)
    }

    @Test(arguments: [0, 1, 65_536, 1_000_000])
    func aBodyOverTheLimitIsAnErrorAndAtTheLimitIsNot(limit: Int) async throws {
        let server = try TestServer { connection in
            while let request = connection.readRequest() {
                let count = Int(request.line.split(separator: " ")[1].dropFirst()) ?? 0
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n")
                connection.write([UInt8](repeating: 7, count: count))
            }
        }
        let fits = HTTPRequest(.get, server.url("/\(limit)")).with { $0.maximumBodySize = limit }
        #expect(try await client.send(fits).body.count == limit)
        let error = await client.failure(of: fits.with { $0.url = server.url("/\(limit + 1)") })
        #expect(error?.code == .tooLarge)
        #expect(error?.reason.contains("\(limit)") == true)
    }

    @Test func aBodyWithoutEndIsCutOffAtTheLimit() async throws {
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write([UInt8](repeating: 7, count: 65_536)) {}
        }
        let error = await client.failure(of: HTTPRequest(.get, server.url()).with { $0.maximumBodySize = 100_000 })
        #expect(error?.code == .tooLarge)
    }

    @Test func headersWithoutEndAreCutOffAtTheLimit() async throws {
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X: " + String(repeating: "x", count: 1000) + "\r\n") {}
        }
        let client = CurlClient.direct { $0.maximumHeaderSize = 10_000 }
        #expect(await client.failure(of: HTTPRequest(.get, server.url()))?.code == .tooLarge)
    }

    @Test func aMissingLibraryIsNamedWithItsPackage() async throws {
        let client = CurlClient.direct { $0.libraryNames = ["libnot-there.so.4"] }
        for _ in 1...2 {
            let error = try #require(await client.failure(of: HTTPRequest(.get, "http://127.0.0.1:9/")))
            #expect(error.code == .libraryMissing)
            #expect(error.description.contains("libnot-there.so.4"))
            #expect(error.description.contains("apt install libcurl4"))
        }
        await client.shutdown()
    }

    @Test func aLibraryThatIsNotCurlIsRefused() async throws {
        let client = CurlClient.direct { $0.libraryNames = ["libc.so.6"] }
        let error = try #require(await client.failure(of: HTTPRequest(.get, "http://127.0.0.1:9/")))
        #expect(error.code == .libraryMissing)
        #expect(error.reason.contains("curl_"))
    }

    @Test func theSecondLibraryIsTriedWhenTheFirstIsMissing() async throws {
        let client = CurlClient.direct {
            $0.libraryNames = ["libnot-there.so.4", "libcurl.so.4", "libcurl-gnutls.so.4"]
        }
        let server = try TestServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(try await client.send(HTTPRequest(.get, server.url())).status == 200)
    }
}
