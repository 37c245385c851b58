// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

/// What is refused before anything is sent, by both clients alike.
@Suite struct HTTPRequestValidationTests {
    private static let valid = HTTPRequest(.get, "http://127.0.0.1:9/")

    static let invalid: [(String, HTTPRequest)] = [
        ("method", HTTPRequest(HTTPMethod(rawValue: ""), "http://127.0.0.1:9/")),
        ("method", HTTPRequest(HTTPMethod(rawValue: "GET / HTTP/1.1\r\nX:"), "http://127.0.0.1:9/")),
        ("HEAD", HTTPRequest(.head, "http://127.0.0.1:9/", body: [])),
        ("name", valid.with { $0.headers.add("", "x") }),
        ("name", valid.with { $0.headers.add("X Y", "x") }),
        ("name", valid.with { $0.headers.add("X:", "x") }),
        ("X-A", valid.with { $0.headers.add("X-A", "s3cret\r\nX-B: 1") }),
        ("X-A", valid.with { $0.headers.add("X-A", "s3cret\n") }),
        ("X-A", valid.with { $0.headers.add("X-A", "s3cret\u{0}") }),
        ("content-length", valid.with { $0.headers.add("content-length", "1") }),
        ("Transfer-Encoding", valid.with { $0.headers.add("Transfer-Encoding", "chunked") }),
        ("timeout", valid.with { $0.timeout = .zero }),
        ("timeout", valid.with { $0.connectTimeout = .seconds(-1) }),
        ("maximum", valid.with { $0.maximumBodySize = -1 }),
    ]

    @Test(arguments: invalid)
    func refusesAndSaysWhy(word: String, request: HTTPRequest) async throws {
        let curl = CurlClient.direct()
        let memory = InMemoryHTTPClient(answering: HTTPResponse())
        let error = try #require(await curl.failure(of: request))
        #expect(error.code == .invalidRequest)
        #expect(error.reason.contains(word))
        #expect(!error.description.contains("s3cret"))
        #expect(!error.wasSent)
        #expect(await memory.failure(of: request) == error)
        #expect(memory.requests.isEmpty)
    }

    @Test func refusesABadURLWithoutRepeatingIt() async throws {
        let error = try #require(await CurlClient.direct().failure(of: HTTPRequest(.get, "ftp://user:s3cret@host/")))
        #expect(error.code == .badURL)
        #expect(!"\(error)".contains("s3cret"))
        #expect(!error.isRetryable)
    }
}
