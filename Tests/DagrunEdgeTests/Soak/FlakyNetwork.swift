// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Synchronization

/// A network between a worker and its server that comes and goes, as its seed says.
///
/// Unlike an in-memory client it keeps nothing of what was sent: a day of it would hide what a worker keeps.
final class FlakyNetwork: HTTPClient {
    /// What becomes of a request.
    enum Fate: Hashable { case arrives, neverArrives, answerIsLost, isRefused }

    private struct State {
        var generator: SeededGenerator
        /// When it is bad: from one second to another.
        var outages: [Range<Double>] = []
        var counts: [Fate: Int] = [:]
        var lostJobs: [(at: Date, job: JSONValue)] = []
    }

    private let server: FakeAirflow
    private let clock: VirtualClock
    private let state: Mutex<State>

    /// Makes a network.
    ///
    /// - Parameters:
    ///   - server: Who is at its end.
    ///   - clock: Where the time comes from.
    ///   - seed: What its outages and faults are drawn from.
    ///   - end: The second from which on it is good.
    init(_ server: FakeAirflow, clock: VirtualClock, seed: UInt64, goodFrom end: Double) {
        self.server = server
        self.clock = clock
        var state = State(generator: SeededGenerator(seed: seed))
        var second = 600.0
        while second < end - 1000 {
            let length = Double.random(in: 2...900, using: &state.generator)
            state.outages.append(second..<second + length)
            second += length + Double.random(in: 30...1800, using: &state.generator)
        }
        self.state = Mutex(state)
    }

    /// How often each fate befell a request.
    var counts: [Fate: Int] { state.withLock { $0.counts } }

    /// Takes the jobs whose answers were lost at least ten minutes ago: then the scheduler queues them again.
    func takeLostJobs() -> [JSONValue] {
        let now = clock.now()
        return state.withLock { state in
            let due = state.lostJobs.filter { now.timeIntervalSince($0.at) >= 600 }
            state.lostJobs.removeAll { now.timeIntervalSince($0.at) >= 600 }
            return due.map(\.job)
        }
    }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        switch fate() {
        case .arrives: return try await server.client.send(request)
        case .isRefused: return HTTPResponse(status: 503)
        case .neverArrives:
            throw HTTPError(.cannotConnect, method: request.method, url: request.url, reason: "no route")
        case .answerIsLost:
            let answer = try await server.client.send(request)
            noteLoss(request, answer)
            try? await clock.sleep(for: .seconds(5))
            throw HTTPError(
                .timedOut, method: request.method, url: request.url, reason: "no answer", wasSent: true)
        }
    }

    private func fate() -> Fate {
        let second = clock.now().timeIntervalSince(clock.start)
        return state.withLock { state in
            while let first = state.outages.first, first.upperBound <= second { state.outages.removeFirst() }
            var fate = Fate.arrives
            if state.outages.first?.contains(second) == true {
                // A bad network is rarely all silent.
                switch Int.random(in: 0..<20, using: &state.generator) {
                case 0: fate = .arrives
                case 1: fate = .isRefused
                case 2..<6: fate = .answerIsLost
                default: fate = .neverArrives
                }
            }
            state.counts[fate, default: 0] += 1
            return fate
        }
    }

    private func noteLoss(_ request: HTTPRequest, _ answer: HTTPResponse) {
        guard request.url.contains("jobs/fetch"), let job = try? JSONValue(parsing: answer.body), job != .null else {
            return
        }
        let now = clock.now()
        state.withLock { $0.lostJobs.append((now, job)) }
    }
}
