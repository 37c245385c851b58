// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunHTTP
internal import DagrunRuntime
internal import FoundationEssentials

/// Tries the connection to Airflow step by step and says in plain words what is wrong.
///
/// It changes nothing on the server: no worker is registered and no job is taken.
public struct WorkerCheck: Sendable {
    /// What one step found.
    public struct Finding: Sendable, Hashable {
        /// What was looked at.
        public var step: String
        /// Whether it is as it should be.
        public var isGood: Bool
        /// What was found, and what to do where it is not as it should be.
        public var text: String
    }

    /// The most seconds by which clocks may differ: the server's leeway.
    private static let leeway = 10.0

    private let configuration: EdgeWorkerConfiguration
    private let client: EdgeClient

    /// Makes a check.
    ///
    /// - Parameter configuration: How the worker would work.
    public init(_ configuration: EdgeWorkerConfiguration) {
        self.configuration = configuration
        client = EdgeClient(
            url: configuration.edgeURL, credential: configuration.credential, client: configuration.client,
            clock: configuration.clock, retries: .none)
    }

    /// Goes through the steps; those behind one that fails are left out where they can't succeed.
    ///
    /// - Returns: What each step found.
    public func run() async -> [Finding] {
        var findings: [Finding] = []
        func note(_ step: String, _ isGood: Bool, _ text: String) {
            findings.append(Finding(step: step, isGood: isGood, text: text))
        }
        do {
            try await client.checkHealth()
            note("Edge API", true, "answers at \(client.base)")
        } catch {
            switch error.status {
            case 404, 405:
                note(
                    "Edge API", false,
                    "something answers at \(client.base), but it has no Edge API: set [edge] api_enabled on the server, and check the URL"
                )
            case nil: note("Edge API", false, "no answer from \(client.base): \(error.reason)")
            default: note("Edge API", false, "\(error)")
            }
            return findings
        }
        noteClock(note)
        if let version = await KnownVersions.ofServer(configuration.edgeURL, client: configuration.client) {
            let own = configuration.airflowVersion ?? version
            note(
                "version", own == version,
                own == version
                    ? "the server runs Airflow \(version); the worker tells the same"
                    : "the server runs Airflow \(version), the worker tells \(own): most servers take their own version only"
            )
        } else {
            note("version", true, "the server doesn't say its version; the worker tells \(KnownVersions.airflow)")
        }
        await noteCredential(note)
        await noteExecution(note)
        return findings
    }

    private func noteClock(_ note: (String, Bool, String) -> Void) {
        guard let skew = client.clockSkew else {
            return note("clock", true, "the server doesn't say its time")
        }
        let seconds = Int(abs(skew).rounded())
        let isGood = abs(skew) < Self.leeway
        note(
            "clock", isGood,
            isGood
                ? "differs from the server's by \(seconds) s"
                : "is \(seconds) s \(skew > 0 ? "ahead of" : "behind") the server's: tokens will be refused; set it, or start the worker after it was set from the network"
        )
    }

    /// Asks for a change of no queues: the server looks at the token first, and says whether it knows the worker.
    private func noteCredential(_ note: (String, Bool, String) -> Void) async {
        do {
            try await client.changeQueues(of: configuration.name)
            note("credential", true, "is taken")
            if let folder = configuration.stateFolder,
                let worker = try? RunningWorker(in: [folder], named: configuration.name),
                (try? worker.send(.status)) != nil
            {
                return note(
                    "name", false,
                    "a worker named “\(configuration.name)” runs on this machine: end it, or choose another name"
                )
            }
            note(
                "name", true,
                "the server knows a worker “\(configuration.name)”: registering works unless one of that name is active"
            )
        } catch {
            switch error.status {
            case 404:
                note("credential", true, "is taken")
                note("name", true, "“\(configuration.name)” is free")
            case 403: note("credential", false, error.reason)
            default: note("credential", false, "\(error)")
            }
        }
    }

    private func noteExecution(_ note: (String, Bool, String) -> Void) async {
        let base = configuration.executionURL ?? EdgeURL.execution(of: configuration.edgeURL)
        let url = base.hasSuffix("/") ? base : base + "/"
        var request = HTTPRequest(.get, url + "health")
        // The first call builds that part of the server, which takes it some seconds.
        request.timeout = .seconds(30)
        do {
            let response = try await configuration.client.send(request)
            note(
                "Execution API", response.isSuccess,
                response.isSuccess
                    ? "answers at \(url)"
                    : "\(url) answers with \(response.status): set AIRFLOW__CORE__EXECUTION_API_SERVER_URL to the server's [core] execution_api_server_url"
            )
        } catch {
            note("Execution API", false, "no answer from \(url): \(error.reason)")
        }
    }
}
