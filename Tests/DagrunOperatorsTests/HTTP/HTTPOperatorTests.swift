// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import DagrunOperators
import DagrunRuntime
import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(15))) struct HTTPOperatorTests {
    private struct Price: Codable, Sendable, Equatable {
        var city: String
        var cents: Int
    }

    private let bench = Bench()

    private func client(_ status: Int = 200, _ body: String = "", headers: HTTPHeaders = [:]) -> InMemoryHTTPClient {
        InMemoryHTTPClient(answering: HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    @Test func aRealServerIsAsked() async throws {
        let server = try TestServer { request in
            let body = #"{"city": "Graz", "cents": \#(request.body.utf8.count)}"#
            return "200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
        let work = HTTPOperator(
            .post, url: "\(server.url("/prices/"))\(\.ds)", query: ["q": "a b&c=ü", "p": "1"],
            headers: ["X-Day": "\(\.ds)"],
            body: .json(.value(["k": [1, 2]])), as: Price.self)
        #expect(try await work.execute(bench.context) == Price(city: "Graz", cents: 11))
        let request = try #require(server.requests.first)
        #expect(request.lines.first == "POST /prices/2026-01-01?p=1&q=a%20b%26c%3D%C3%BC HTTP/1.1")
        #expect(request.body == #"{"k":[1,2]}"#)
        #expect(request.lines.contains("X-Day: 2026-01-01"))
        #expect(request.lines.contains("Content-Type: application/json"))
    }

    @Test func aServerThatIsNotThereFailsTheTry() async throws {
        // The port belonged to a server that is gone.
        let url = try TestServer { _ in "" }.url("/")
        let summary = await bench.run(HTTPOperator(url: "\(url)")).summary
        #expect(summary.hasPrefix("retry GET \(url): can't connect"), "\(summary)")
    }

    @Test(arguments: [("héllo\n", #"success "héllo\n""#), ("", #"success """#)])
    func textIsTheResult(body: String, summary: String) async {
        #expect(await bench.run(HTTPOperator(url: "http://h/", client: client(200, body))).summary == summary)
    }

    @Test func emptyBodyIsNull() async throws {
        let nothing: Price? = try await HTTPOperator(url: "http://h/", as: Price?.self, client: client(204))
            .execute(bench.context)
        #expect(nothing == nil)
        let none = await bench.run(
            HTTPOperator(.delete, url: "http://h/", as: NoOutput.self, client: client(200, "gone")))
        #expect(none.summary == "success null")
    }

    @Test(arguments: [
        ("<html>", "it is no JSON; it begins with: <html>"), (#"{"city": "Graz"}"#, "the member “cents” is missing"),
        ("", "it is no JSON; it begins with: nothing"),
    ])
    func bodyOfAnotherTypeIsAClearError(body: String, text: String) async {
        let work = HTTPOperator(url: "http://h/p?token=abc", as: Price.self, client: client(200, body))
        let error = await #expect(throws: OperatorError.self) { try await work.execute(bench.context) }
        #expect(error?.code == .badOutput && error?.description.contains(text) == true, "\(error?.description ?? "")")
        #expect(error?.description.hasPrefix("GET http://h/p answered what is not a Price") == true)
    }

    @Test(arguments: [
        (400, "failed"), (401, "failed"), (404, "failed"), (408, "retry"), (429, "retry"), (500, "retry"),
        (501, "retry"),
        (502, "retry"), (503, "retry"), (504, "retry"), (199, "failed"),
    ])
    func statusDecidesAboutAnotherTry(status: Int, kind: String) async {
        let work = HTTPOperator(url: "http://user:pw@h/p?token=abc", client: client(status, "because"))
        let summary = await bench.run(work).summary
        #expect(summary.hasPrefix("\(kind) GET http://h/p answered \(status)"), "\(summary)")
        #expect(summary.hasSuffix("its body begins with: because"))
    }

    @Test(arguments: [
        (429, "7", 7), (503, "120", 120), (503, "99999999999", 86400), (503, "Fri, 15 Jan 2027 08:00:30 GMT", 30),
        (429, "Fri, 15 Jan 2027 07:00:00 GMT", 0), (503, "Fri, 15 Jan 2099 07:00:00 GMT", 86400),
    ])
    func retryAfterIsKept(status: Int, value: String, seconds: Int) async {
        let work = HTTPOperator(url: "http://h/", client: client(status, "", headers: ["Retry-After": value]))
        let summary = await bench.run(work).summary
        #expect(summary.hasPrefix("retry after \(seconds).0 seconds GET"), "\(summary)")
    }

    @Test(arguments: [(500, "7"), (503, "soon"), (503, "-1"), (429, "Fri, 99 Jan 2027 08:00:30 GMT"), (429, "")])
    func otherDelaysAreTheTasksOwn(status: Int, value: String) async {
        let work = HTTPOperator(url: "http://h/", client: client(status, "", headers: ["Retry-After": value]))
        #expect(await bench.run(work).summary.hasPrefix("retry GET"))
    }

    @Test func acceptedStatusesAndResponseCheckDecide() async {
        let accepts = HTTPOperator(url: "http://h/", acceptedStatuses: 200...404, client: client(404, "x"))
        #expect(await bench.run(accepts).summary == #"success "x""#)
        let refuses = HTTPOperator(url: "http://h/", responseCheck: { $0.text == "y" }, client: client(200, "x"))
        #expect(await bench.run(refuses).summary.contains("the response check refused it; its body begins with: x"))
    }

    @Test(arguments: ["h/p", "ftp://h/", "http://h/a b"])
    func badURLFailsForGood(url: String) async {
        #expect(await bench.run(HTTPOperator(url: "\(url)", client: client())).summary.hasPrefix("failed"))
    }

    @Test func redirectsAreFollowedWithoutHeadersThatMayBeSecrets() async {
        let client = InMemoryHTTPClient { request throws(HTTPError) in
            if request.url.hasSuffix("/a") { return HTTPResponse(status: 302, headers: ["Location": "http://other/b"]) }
            return HTTPResponse(
                body: Array("\(request.headers["X-Key"] ?? "-") \(request.headers["Accept"] ?? "-")".utf8))
        }
        let headers: [String: Input<String>] = ["X-Key": "k", "Accept": "text/plain"]
        let followed = HTTPOperator(url: "http://h/a", headers: headers, client: client)
        #expect(await bench.run(followed).summary == #"success "- text/plain""#)
        // One who says that it is not to be followed wants the response itself.
        let returned = HTTPOperator(url: "http://h/a", headers: headers, redirects: .returned, client: client)
        #expect(await bench.run(returned).summary == #"success """#)
        let strict = HTTPOperator(
            url: "http://h/a", redirects: .returned, acceptedStatuses: 200...299, client: client)
        #expect(await bench.run(strict).summary.contains("answered 302, which is a redirect that was not followed"))
    }

    @Test func bodyAndTimeoutAreSent() async throws {
        let client = client()
        let work = HTTPOperator(
            .put, url: "http://h/", headers: ["content-type": "text/csv"], body: .text("a,\(\.ds)"),
            timeout: .seconds(3),
            client: client)
        _ = try await work.execute(bench.context)
        let request = try #require(client.requests.first)
        #expect(request.body.map { String(decoding: $0, as: UTF8.self) } == "a,2026-01-01")
        #expect(request.headers.values(of: "Content-Type") == ["text/csv"])
        #expect(request.timeout == .seconds(3) && request.method == .put)
    }

    @Test func cancellationEndsTheRequest() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let client = InMemoryHTTPClient { request throws(HTTPError) in
            gate.continuation.yield()
            gate.continuation.finish()
            var cancelled = AsyncStream<Void> { _ in }.makeAsyncIterator()
            _ = await cancelled.next()
            return HTTPResponse()
        }
        let work = Task { await bench.run(HTTPOperator(url: "http://h/", client: client)) }
        for await _ in gate.stream {}
        work.cancel()
        #expect(await work.value.summary == "cancelled")
    }

    @Test func edgesComeFromAllInputs() {
        func upstream(_ id: String) -> Input<String> {
            Input(dependencies: [InputDependency(taskID: id, part: .whole, typeName: "String")]) { _ in "" }
        }
        let work = HTTPOperator(
            .post, url: upstream("a"), query: ["q": upstream("b")], headers: ["h": upstream("c")],
            body: .json(upstream("d")))
        let found = InputFinder.inputs(of: work)
        #expect(found.flatMap(\.input.dependencies).map(\.taskID) == ["a", "b", "c", "d"])
    }
}
