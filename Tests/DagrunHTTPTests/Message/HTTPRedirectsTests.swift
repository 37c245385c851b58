// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunHTTP

/// In memory: what is followed, and what goes along.
@Suite struct HTTPRedirectsTests {
    private static func client(_ status: Int, to location: String?) -> InMemoryHTTPClient {
        InMemoryHTTPClient { request in
            guard request.url.hasSuffix("/start") else { return HTTPResponse(status: 200) }
            var response = HTTPResponse(status: status)
            response.headers["Location"] = location
            return response
        }
    }

    private static func request(_ method: HTTPMethod, atMost maximum: Int = 3) -> HTTPRequest {
        HTTPRequest(
            method, "http://user:pw@host/start",
            headers: ["Authorization": "a", "Cookie": "c", "X-Own": "x", "Content-Type": "t", "Host": "h"],
            body: method == .get || method == .head ? nil : [1]
        ).with { $0.redirects = .followed(atMost: maximum) }
    }

    @Test func areReturnedByDefault() async throws {
        let client = Self.client(302, to: "/next")
        let response = try await client.send(HTTPRequest(.get, "http://host/start"))
        #expect(response.status == 302)
        #expect(client.requests.count == 1)
    }

    @Test(arguments: [
        (301, HTTPMethod.get, HTTPMethod.get), (301, .post, .get), (301, .put, .put), (302, .post, .get),
        (302, .head, .head), (303, .post, .get), (303, .put, .get), (303, .head, .head), (307, .post, .post),
        (308, .put, .put),
    ])
    func keepOrChangeTheMethod(status: Int, method: HTTPMethod, expected: HTTPMethod) async throws {
        let client = Self.client(status, to: "/next")
        let response = try await client.send(Self.request(method))
        #expect(response.status == 200)
        #expect(response.url == "http://host/next")
        let second = try #require(client.requests.last)
        #expect(second.method == expected)
        let keepsBody = expected == method && method != .get && method != .head
        #expect(second.body == (keepsBody ? [1] : nil))
        #expect((second.headers["Content-Type"] != nil) == (expected == method))
    }

    @Test func takeCredentialsToTheSameOriginOnly() async throws {
        let near = Self.client(307, to: "http://HOST:80/next")
        _ = try await near.send(Self.request(.get))
        #expect(near.requests.last?.url == "http://user:pw@host:80/next")
        #expect(
            near.requests.last?.headers.map(\.name) == ["Authorization", "Cookie", "X-Own", "Content-Type", "Host"])

        for place in ["http://other/next", "https://host:444/next", "http://host:81/next", "//other/next"] {
            let far = Self.client(307, to: place)
            _ = try await far.send(Self.request(.get))
            #expect(far.requests.last?.url.contains("pw") == false)
            #expect(far.requests.last?.headers.map(\.name) == ["Content-Type"])
        }
    }

    @Test func takeCredentialsFromHTTPToHTTPSButNotBack() async throws {
        let secured = Self.client(307, to: "https://host/next")
        _ = try await secured.send(Self.request(.get))
        #expect(secured.requests.last?.url == "https://user:pw@host/next")
        #expect(secured.requests.last?.headers["X-Own"] == "x")
        let opened = Self.client(307, to: "http://host/next")
        _ = try await opened.send(Self.request(.get).with { $0.url = "https://host/start" })
        #expect(opened.requests.last?.headers.map(\.name) == ["Content-Type"])
    }

    @Test func endAfterTheMaximum() async {
        let client = Self.client(302, to: "/start")
        let error = await client.failure(of: Self.request(.get, atMost: 3))
        #expect(error?.code == .tooManyRedirects)
        #expect(client.requests.count == 4)
    }

    @Test func shareOneTimeout() async throws {
        var allowed: [Duration?] = []
        let request = Self.request(.get, atMost: 9).with { $0.timeout = .seconds(10) }
        let error = await #expect(throws: HTTPError.self) {
            try await HTTPRedirects.send(request) { request throws(HTTPError) in
                allowed.append(request.timeout)
                return HTTPRedirects.Exchange(
                    response: HTTPResponse(status: 302, headers: ["Location": "/start"]), elapsed: .seconds(4))
            }
        }
        #expect(error?.code == .timedOut)
        #expect(allowed == [.seconds(10), .seconds(6), .seconds(2)])
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://host/", "http://", "gopher://x"])
    func refuseOtherPlacesThanHTTP(location: String) async {
        let client = Self.client(302, to: location)
        let error = await client.failure(of: Self.request(.get))
        #expect(error?.code == .badURL)
        #expect(client.requests.count == 1)
    }

    @Test(arguments: [300, 304, 305, 306, 200, 404])
    func areNotWhatHasAnotherStatus(status: Int) async throws {
        let client = Self.client(status, to: "/next")
        #expect(try await client.send(Self.request(.get)).status == status)
    }

    @Test func needALocation() async throws {
        #expect(try await Self.client(302, to: nil).send(Self.request(.get)).status == 302)
    }
}
