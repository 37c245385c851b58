// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

@Suite struct InMemoryHTTPClientTests {
    @Test func answersAndRemembersInOrder() async throws {
        let client = InMemoryHTTPClient { request in
            HTTPResponse(status: request.method == .put ? 201 : 404)
        }
        let put = HTTPRequest(.put, "http://host/a#f", headers: ["A": "1"], body: [1, 2])
        let get = HTTPRequest(.get, "http://user:pw@host/b?q")
        #expect(try await client.send(put) == HTTPResponse(status: 201, url: "http://host/a"))
        #expect(try await client.send(get) == HTTPResponse(status: 404, url: "http://host/b?q"))
        #expect(client.requests == [put, get])
    }

    @Test func throwsWhatTheClosureThrows() async {
        let thrown = HTTPError(.timedOut, method: .get, url: "http://host/", reason: "scripted")
        let client = InMemoryHTTPClient { _ in throw thrown }
        #expect(await client.failure(of: HTTPRequest(.get, "http://host/")) == thrown)
        let cancelling = InMemoryHTTPClient { _ in throw CancellationError() }
        #expect(await cancelling.failure(of: HTTPRequest(.get, "http://host/"))?.code == .cancelled)
        let other = InMemoryHTTPClient { _ in throw TestSystemError(call: "scripted", errno: 5) }
        let error = await other.failure(of: HTTPRequest(.get, "http://host/"))
        #expect(error?.code == .other)
        #expect(error?.reason.contains("scripted") == true)
    }

    @Test func boundsTheBody() async throws {
        let client = InMemoryHTTPClient(answering: HTTPResponse(body: [1, 2, 3]))
        let request = HTTPRequest(.get, "http://host/")
        #expect(try await client.send(request.with { $0.maximumBodySize = 3 }).body == [1, 2, 3])
        #expect(await client.failure(of: request.with { $0.maximumBodySize = 2 })?.code == .tooLarge)
    }

    @Test func aHeadHasNoBody() async throws {
        let client = InMemoryHTTPClient(answering: HTTPResponse(body: [1]))
        #expect(try await client.send(HTTPRequest(.head, "http://host/")).body == [])
    }

    @Test func aCancelledTaskGetsNoAnswer() async {
        let client = InMemoryHTTPClient(answering: HTTPResponse())
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await client.failure(of: HTTPRequest(.get, "http://host/"))
        }
        #expect(await task.value?.code == .cancelled)
        #expect(client.requests.isEmpty)
    }
}
