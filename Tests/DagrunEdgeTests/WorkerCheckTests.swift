// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

@Suite struct WorkerCheckTests {
    private let server = FakeAirflow(now: { Date(timeIntervalSince1970: 0) })

    private func findings() async -> [String: WorkerCheck.Finding] {
        var configuration = EdgeWorkerConfiguration(
            name: "pi", edgeURL: "http://server/edge_worker/v1/rpcapi", credential: .sharedSecret([1]),
            client: server.client)
        configuration.airflowVersion = "3.3.2"
        let list = await WorkerCheck(configuration).run()
        return Dictionary(list.map { ($0.step, $0) }) { first, _ in first }
    }

    @Test func findsNothingWrong() async throws {
        server.script { call, _ in call == "GET api/v2/version" ? FakeAirflow.json(["version": "3.3.2"]) : nil }
        let findings = await findings()
        #expect(findings.count == 6)
        #expect(findings.values.filter { !$0.isGood }.isEmpty)
        #expect(findings["name"]?.text.contains("is free") == true)
        let (worker, fetches) = server.state.withLock { ($0.worker, $0.fetches.count) }
        #expect(worker == nil)
        #expect(fetches == 0)
    }

    @Test func tellsAMissingServer() async throws {
        server.script { _, _ in throw HTTPError(.cannotConnect, url: "http://server", reason: "refused") }
        let findings = await findings()
        #expect(findings["Edge API"]?.text.contains("no answer from http://server/edge_worker/v1/") == true)
        #expect(findings.count == 1)
    }

    @Test func tellsAMissingAPI() async throws {
        server.script { call, _ in call == "GET health" ? FakeAirflow.json(["detail": "Not Found"], 404) : nil }
        #expect(await findings()["Edge API"]?.text.contains("[edge] api_enabled") == true)
    }

    @Test func tellsAWrongSecret() async throws {
        server.script { call, _ in
            call.hasPrefix("PATCH worker/queues") ? FakeAirflow.json(["detail": "Forbidden."], 403) : nil
        }
        let finding = await findings()["credential"]
        #expect(finding?.isGood == false)
        #expect(finding?.text.contains("jwt_secret") == true)
    }

    @Test func tellsAWrongClock() async throws {
        server.script { call, _ in
            guard call == "GET health" else { return nil }
            var response = FakeAirflow.json(["status": "healthy"])
            response.headers["Date"] = "Fri, 15 Jan 2027 08:05:00 GMT"
            return response
        }
        let finding = await findings()["clock"]
        #expect(finding?.isGood == false)
        #expect(finding?.text.contains("the server's") == true)
    }

    @Test func tellsAnotherVersion() async throws {
        server.script { call, _ in call == "GET api/v2/version" ? FakeAirflow.json(["version": "3.4.0"]) : nil }
        #expect(await findings()["version"]?.isGood == false)
    }
}
