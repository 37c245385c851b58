// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunOperators
import DagrunRuntime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(15))) struct HTTPSensorTests {
    /// Answers with one status after the other; 0 for no answer at all.
    private final class Script: Sendable {
        private let statuses: Mutex<[Int]>
        init(_ statuses: [Int]) { self.statuses = Mutex(statuses) }

        var client: InMemoryHTTPClient {
            InMemoryHTTPClient { request throws(HTTPError) in
                let status = self.statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
                guard status != 0 else {
                    throw HTTPError(.cannotConnect, method: request.method, url: request.url, reason: "refused")
                }
                return HTTPResponse(status: status, body: Array("status \(status)".utf8))
            }
        }
    }

    private func outcome(_ sensor: HTTPSensor, looks: Int) async -> String {
        let bench = Bench()
        async let outcome = bench.run(sensor.interval(.seconds(9)))
        for _ in 1..<looks {
            await bench.clock.waitForSleep(of: .seconds(9))
            bench.clock.advance(by: .seconds(9))
        }
        return await outcome.summary
    }

    @Test func waitsWhileThereIsNothing() async {
        let client = Script([404, 404, 200]).client
        #expect(await outcome(HTTPSensor(url: "http://h/", client: client), looks: 3) == "success null")
        #expect(client.requests.count == 3)
    }

    @Test func waitsUntilTheConditionHolds() async {
        let client = Script([200, 201, 202]).client
        let sensor = HTTPSensor(url: "http://h/", client: client) { $0.text == "status 202" }
        #expect(await outcome(sensor, looks: 3) == "success null")
    }

    @Test(arguments: [(500, "retry"), (403, "failed"), (0, "retry")])
    func failuresAreNotWaitedFor(status: Int, kind: String) async {
        let sensor = HTTPSensor(url: "http://h/", client: Script([status]).client)
        #expect(await outcome(sensor, looks: 1).hasPrefix("\(kind) GET http://h/"))
    }

    @Test func failuresAreWaitedForOnDemand() async {
        let sensor = HTTPSensor(
            url: "http://h/", waitingStatuses: [500], waitsForServer: true, client: Script([500, 0, 200]).client)
        #expect(await outcome(sensor, looks: 3) == "success null")
    }
}
