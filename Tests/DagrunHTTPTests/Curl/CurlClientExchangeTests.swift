// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

/// Requests and responses as they go over a real socket.
@Suite(.timeLimit(.minutes(15))) struct CurlClientExchangeTests {
    private let client = CurlClient.direct()

    /// Serves one scripted response, and returns what the server saw and what the client got.
    private func exchange(
        sending request: HTTPRequest? = nil, path: String = "/", _ response: String,
        change: (inout HTTPRequest) -> Void = { _ in }
    ) async throws -> (seen: TestRequest, response: HTTPResponse) {
        let seen = Signal<TestRequest>()
        let server = try TestServer { connection in
            while let request = connection.readRequest() {
                seen.send(request)
                connection.write(response)
            }
        }
        var request = request ?? HTTPRequest(.get, "")
        request.url = server.url(path)
        change(&request)
        let result = try await client.send(request)
        return (try #require(await seen.next().first), result)
    }

    @Test func sendsAGetAndReadsTheResponse() async throws {
        let (seen, response) = try await exchange(
            path: "/a?b=c#d", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello")
        #expect(seen.line == "GET /a?b=c HTTP/1.1")
        #expect(seen.values(of: "User-Agent") == ["Dagrun"])
        #expect(seen.values(of: "Accept-Encoding").first?.contains("gzip") == true)
        #expect(response.status == 200)
        #expect(response.isSuccess)
        #expect(response.text == "hello")
        #expect(response.headers == ["content-type": "text/plain", "content-length": "5"])
        #expect(response.httpVersion == .http11)
        #expect(response.url.hasSuffix("/a?b=c"))
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch, .delete, .get, HTTPMethod(rawValue: "REPORT")])
    func sendsABodyWithAnyMethod(method: HTTPMethod) async throws {
        let body = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
        let (seen, _) = try await exchange(
            sending: HTTPRequest(method, "", body: body), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(seen.line == "\(method) / HTTP/1.1")
        #expect(seen.body == body)
        #expect(seen.values(of: "Content-Type") == [])
        #expect(seen.values(of: "Expect") == [])
    }

    @Test(
        arguments: [
            (HTTPMethod.post, nil, ["0"]), (.put, nil, ["0"]), (.delete, nil, []), (.options, nil, []), (.get, nil, []),
            (.delete, [], ["0"]),
        ] as [(HTTPMethod, [UInt8]?, [String])])
    func sendsALengthWhereABodyIsExpected(method: HTTPMethod, body: [UInt8]?, length: [String]) async throws {
        let (seen, _) = try await exchange(
            sending: HTTPRequest(method, "", body: body), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(seen.line == "\(method) / HTTP/1.1")
        #expect(seen.values(of: "Content-Length") == length)
    }

    @Test func sendsHeadersInOrderAndAsWritten() async throws {
        let headers: HTTPHeaders = [
            "X-One": "1", "x-Two": "", "X-One": "a: b;", "User-Agent": "own", "Accept": "x/y", "Content-Type": "t/u",
        ]
        let (seen, _) = try await exchange(
            sending: HTTPRequest(.post, "", headers: headers, body: [1]), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        )
        let sent = seen.headers.filter { line in headers.contains { line.hasPrefix("\($0.name):") } }
        #expect(
            Set(sent) == ["X-One: 1", "x-Two:", "X-One: a: b;", "User-Agent: own", "Accept: x/y", "Content-Type: t/u"])
        #expect(sent.filter { $0.lowercased().hasPrefix("x-") } == ["X-One: 1", "x-Two:", "X-One: a: b;"])
    }

    @Test func sendsUserAndPasswordAsBasicAuthentication() async throws {
        let (seen, response) = try await exchange("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") {
            $0.url = $0.url.replacing("http://", with: "http://user:p%40ss@")
        }
        #expect(seen.values(of: "Authorization") == ["Basic dXNlcjpwQHNz"])
        #expect(!response.url.contains("user"))
    }

    @Test(arguments: [
        ("HTTP/1.1 204 No Content\r\nX: 1\r\n\r\n", 204, ""),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", 304, ""),
        ("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
        ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
        ("HTTP/1.1 299 Own Words: Here\r\nContent-Length: 2\r\n\r\nok", 299, "ok"),
        ("HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno", 500, "no"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX: 1\r\n\r\n", 200,
            "abcde"
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200, ""),
    ])
    func readsResponsesOfEveryShape(raw: String, status: Int, body: String) async throws {
        let (_, response) = try await exchange(raw)
        #expect(response.status == status)
        #expect(response.text == body)
        #expect(response.headers["X"] == (status == 204 ? "1" : nil))
    }

    @Test func passesOverInterimResponses() async throws {
        let (_, response) = try await exchange(
            "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nX-Late: 2\r\nContent-Length: 0\r\n\r\n")
        #expect(response.status == 200)
        #expect(response.headers == ["X-Late": "2", "Content-Length": "0"])
    }

    @Test func readsAHeadWithoutItsBody() async throws {
        let (seen, response) = try await exchange(
            sending: HTTPRequest(.head, ""), "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        #expect(seen.line == "HEAD / HTTP/1.1")
        #expect(response.headers["Content-Length"] == "99999999999")
        #expect(response.body == [])
    }

    @Test func readsOddHeaders() async throws {
        let (_, response) = try await exchange(
            "HTTP/1.1 200 OK\r\nNo-Space:x\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nFolded: one\r\n two\r\n"
                + "HTTP/X: y\r\nContent-Length: 0\r\n\r\n")
        #expect(response.headers["no-space"] == "x")
        #expect(response.headers.values(of: "set-cookie") == ["a", "b"])
        #expect(response.headers["folded"] == "one two")
    }

    @Test func readsABodyThatEndsWithTheConnection() async throws {
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.0 200 OK\r\n\r\nuntil the end")
        }
        let response = try await client.send(HTTPRequest(.get, server.url()))
        #expect(response.text == "until the end")
        #expect(response.httpVersion == .http1)
    }

    @Test func decompressesABody() async throws {
        let gzip: [UInt8] = [
            0x1f, 0x8b, 0x8, 0x0, 0x0, 0x0, 0x0, 0x0, 0x2, 0x3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0x48, 0xaf,
            0xca, 0x2c, 0x0, 0x0, 0x4a, 0x9b, 0xb1, 0x5c, 0xb, 0x0, 0x0, 0x0,
        ]
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n")
            connection.write(gzip)
        }
        let request = HTTPRequest(.get, server.url())
        #expect(try await client.send(request).text == "hello, gzip")
        // The limit counts bytes after decompression.
        #expect(try await client.send(request.with { $0.maximumBodySize = 11 }).text == "hello, gzip")
        #expect(await client.failure(of: request.with { $0.maximumBodySize = 10 })?.code == .tooLarge)
    }

    @Test func followsARedirectWithinItsTimeout() async throws {
        let server = try TestServer { connection in
            while let request = connection.readRequest() {
                if request.line.hasPrefix("GET /end ") {
                    connection.respond(body: "end")
                } else {
                    connection.respond("303 See Other", headers: ["Location: ../end"], body: "go on")
                }
            }
        }
        let request = HTTPRequest(.post, server.url("/a/start"), body: [1])
        #expect(try await client.send(request).status == 303)
        let response = try await client.send(request.with { $0.redirects = .followed(atMost: 1) })
        #expect(response.text == "end")
        #expect(response.url == server.url("/a/../end"))
    }
}
