// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

@testable import DagrunHTTP

/// Many requests at once, cancellation, connections and the client's end.
@Suite(.timeLimit(.minutes(15))) struct CurlClientConcurrencyTests {
    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    @Test func requestsInARowShareOneConnection() async throws {
        let server = try TestServer(answering: Self.answer)
        let client = CurlClient.direct()
        for _ in 1...10 { _ = try await client.send(HTTPRequest(.get, server.url())) }
        #expect(server.connectionCount == 1)
    }

    @Test func aConnectionThatHadNothingToDoForTooLongIsReplaced() async throws {
        let server = try TestServer(answering: Self.answer)
        // Keeps the client busy elsewhere for longer than a connection may be idle; libcurl counts whole seconds.
        let slow = try TestServer { connection in
            _ = connection.readRequest()
            connection.answer(Self.answer, after: 2100)
        }
        let client = CurlClient.direct { $0.maximumIdleTime = .seconds(1) }
        _ = try await client.send(HTTPRequest(.get, server.url()))
        _ = try await client.send(HTTPRequest(.get, slow.url()))
        _ = try await client.send(HTTPRequest(.get, server.url()))
        #expect(server.connectionCount == 2)
    }

    @Test func aConnectionThatTheServerClosedIsReplaced() async throws {
        let server = try TestServer { connection in
            _ = connection.readRequest()
            connection.write(Self.answer)
        }
        let client = CurlClient.direct()
        for _ in 1...5 { #expect(try await client.send(HTTPRequest(.get, server.url())).status == 200) }
        #expect(server.connectionCount == 5)
    }

    @Test func twoHundredRequestsAtOnceAllGetTheirOwnAnswer() async throws {
        let server = try TestServer { connection in
            while let request = connection.readRequest() { connection.respond(body: request.line) }
        }
        let client = CurlClient.direct { $0.maximumConnectionsPerHost = 20 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let response = try await client.send(HTTPRequest(.get, server.url("/\(number)")))
                    #expect(response.text == "GET /\(number) HTTP/1.1")
                }
            }
            try await group.waitForAll()
        }
        #expect(server.connectionCount <= 20)
    }

    @Test func twoHundredRequestsAreOpenAtOnceWithoutALimit() async throws {
        let arrived = Signal<Void>()
        let gate = Gate()
        let server = try TestServer { connection in
            _ = connection.readRequest()
            arrived.send(())
            gate.pass()
            connection.respond(body: "ok")
        }
        let client = CurlClient.direct { $0.maximumConnectionsPerHost = nil }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask { try await client.send(HTTPRequest(.get, server.url())).status }
            }
            // No answer is given before all have arrived.
            _ = await arrived.next(200)
            for _ in 0..<200 { gate.open() }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.connectionCount == 200)
    }

    @Test func cancellingTheTaskClosesTheConnectionAtOnce() async throws {
        let arrived = Signal<Void>()
        let closed = Signal<Void>()
        let server = try TestServer { connection in
            _ = connection.readRequest()
            arrived.send(())
            connection.waitForClose()
            closed.send(())
        }
        let client = CurlClient.direct()
        let request = HTTPRequest(.get, server.url()).with { $0.timeout = nil }
        let task = Task { await client.failure(of: request) }
        _ = await arrived.next()
        task.cancel()
        let error = try #require(await task.value)
        #expect(error.code == .cancelled)
        #expect(error.wasSent)
        #expect(!error.isRetryable)
        _ = await closed.next()
    }

    @Test func aTaskThatIsCancelledBeforehandSendsNothing() async throws {
        let server = try TestServer(answering: Self.answer)
        let client = CurlClient.direct()
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await client.failure(of: HTTPRequest(.get, server.url()))
        }
        #expect(await task.value?.code == .cancelled)
        #expect(server.connectionCount == 0)
    }

    @Test func cancellingOneRequestLeavesTheOthersAlone() async throws {
        let arrived = Signal<Void>()
        let gate = Gate()
        let server = try TestServer { connection in
            _ = connection.readRequest()
            arrived.send(())
            gate.pass()
            connection.write(Self.answer)
        }
        let client = CurlClient.direct()
        let kept = Task { try await client.send(HTTPRequest(.get, server.url())) }
        let dropped = Task { await client.failure(of: HTTPRequest(.get, server.url())) }
        _ = await arrived.next(2)
        dropped.cancel()
        #expect(await dropped.value?.code == .cancelled)
        gate.open()
        gate.open()
        #expect(try await kept.value.text == "ok")
    }

    @Test func aRequestThatWaitsForAConnectionCanBeCancelled() async throws {
        let arrived = Signal<String>()
        let gate = Gate()
        let server = try TestServer { connection in
            while let request = connection.readRequest() {
                arrived.send(request.line)
                gate.pass()
                connection.write(Self.answer)
            }
        }
        let client = CurlClient.direct { $0.maximumConnectionsPerHost = 1 }
        let first = Task { try await client.send(HTTPRequest(.get, server.url("/1"))) }
        #expect(await arrived.next() == ["GET /1 HTTP/1.1"])
        let second = Task { await client.failure(of: HTTPRequest(.get, server.url("/2"))) }
        second.cancel()
        let error = try #require(await second.value)
        #expect(error.code == .cancelled)
        #expect(!error.wasSent)
        gate.open()
        gate.open()
        #expect(try await first.value.text == "ok")
        #expect(try await client.send(HTTPRequest(.get, server.url("/3"))).text == "ok")
        #expect(await arrived.next() == ["GET /3 HTTP/1.1"])
        #expect(server.connectionCount == 1)
    }

    @Test func cancellationRacesWithCompletionWithoutLosingARequest() async throws {
        let server = try TestServer(answering: Self.answer)
        let client = CurlClient.direct()
        await withTaskGroup(of: HTTPError.Code?.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let task = Task { await client.failure(of: HTTPRequest(.get, server.url())) }
                    for _ in 0..<number { await Task.yield() }
                    task.cancel()
                    return await task.value?.code
                }
            }
            for await code in group { #expect(code == nil || code == .cancelled) }
        }
    }

    @Test func shutdownEndsRequestsConnectionsAndTheThread() async throws {
        let arrived = Signal<Void>()
        let closed = Signal<Void>()
        let server = try TestServer { connection in
            while let request = connection.readRequest() {
                if request.line.contains("/quick") { connection.write(Self.answer) } else { arrived.send(()) }
            }
            closed.send(())
        }
        let client = CurlClient.direct()
        let quick = HTTPRequest(.get, server.url("/quick"))
        _ = try await client.send(quick)
        let waiting = (1...3).map { _ in Task { await client.failure(of: HTTPRequest(.get, server.url())) } }
        _ = await arrived.next(3)
        await client.shutdown()
        for task in waiting { #expect(await task.value?.code == .clientShutDown) }
        _ = await closed.next(server.connectionCount)
        #expect(await client.failure(of: quick)?.code == .clientShutDown)
        await client.shutdown()
    }

    @Test func childrenDoNotInheritConnections() async throws {
        let server = try TestServer(answering: Self.answer)
        let client = CurlClient.direct()
        _ = try await client.send(HTTPRequest(.get, server.url()))
        // The kept-alive connection is the one descriptor whose peer is the server.
        let flags = (0..<Int32(4096)).filter { TestServer.peerPort(of: $0) == server.port }.map { fcntl($0, F_GETFD) }
        #expect(flags == [FD_CLOEXEC])
        await client.shutdown()
    }

    @Test func shutdownBeforeAnyRequestIsFinal() async {
        let client = CurlClient.direct()
        await client.shutdown()
        #expect(await client.failure(of: HTTPRequest(.get, "http://127.0.0.1:9/"))?.code == .clientShutDown)
    }

    @Test func theLoopGoesWhenItsThreadHasEnded() async throws {
        let server = try TestServer(answering: Self.answer)
        weak var weakLoop: CurlLoop?
        do {
            let loop = CurlLoop(configuration: CurlClient.direct().configuration)
            weakLoop = loop
            let result = await withCheckedContinuation { continuation in
                loop.submit(CurlJob(id: 1, request: HTTPRequest(.get, server.url()), continuation: continuation))
            }
            #expect(try result.get().response.status == 200)
            // The thread holds the loop, so this is false until shutdown has waited for the thread.
            await loop.shutdown()
        }
        #expect(weakLoop == nil)
    }

    @Test func aClientThatIsDroppedClosesItsConnections() async throws {
        let closed = Signal<Void>()
        let server = try TestServer { connection in
            while connection.readRequest() != nil { connection.write(Self.answer) }
            closed.send(())
        }
        _ = try await CurlClient.direct().send(HTTPRequest(.get, server.url()))
        _ = await closed.next()
    }
}
