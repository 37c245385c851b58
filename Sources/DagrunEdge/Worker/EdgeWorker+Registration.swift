// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunRuntime
internal import Logging
internal import Synchronization

extension EdgeWorker {
    /// Registers, unless the worker is told to end meanwhile.
    func registerFirst() async throws(AirflowError) {
        let work = Task(executorPreference: configuration.clock.executor) {
            () async -> Result<Void, AirflowError> in
            do throws(AirflowError) {
                return .success(try await self.register())
            } catch {
                return .failure(error)
            }
        }
        registration.withLock { $0 = work }
        if status.withLock({ $0.isDraining }) { work.cancel() }
        try await work.value.get()
    }

    /// Registers, with the server's own versions where none are given.
    ///
    /// - Parameter retries: How often each call is tried; nil: for minutes.
    /// - Throws: ``AirflowError``.
    func register(retries: RequestRetries? = nil) async throws(AirflowError) {
        if status.withLock({ $0.airflowVersion.isEmpty }) {
            let version = await KnownVersions.ofServer(configuration.edgeURL, client: configuration.client)
            if version == nil {
                // Registering is tried for minutes: whoever looks on should know what is waited for.
                logger.notice(
                    "the server doesn't tell its version; registering", metadata: ["server": "\(client.base)"])
            }
            status.withLock { $0.airflowVersion = version ?? KnownVersions.airflow }
        }
        var hasAdopted = false
        var hasTakenOver = false
        while true {
            do {
                let match = try await client.register(configuration.name, report(.starting), retries: retries)
                status.withLock { $0.versionsMatch = match }
                lock?.noteRegistered(at: client.base)
                logger.info("registered", metadata: ["worker": "\(configuration.name)", "server": "\(client.base)"])
                return
            } catch {
                if error.status == 409, !hasTakenOver, lock?.mayTakeOver(at: client.base) == true {
                    // The entry is that of this worker before it was killed: nobody else can have this name here.
                    logger.notice("taking over the entry of the worker before, which was killed")
                    hasTakenOver = true
                    _ = try await client.report(configuration.name, report(.offline), retries: retries)
                    continue
                }
                guard error.status == 400, !hasAdopted, configuration.edgeProviderVersion == nil,
                    let version = KnownVersions.named(in: error.reason)
                else { throw explained(error) }
                hasAdopted = true
                status.withLock { $0.edgeProviderVersion = version }
            }
        }
    }

    private func explained(_ error: AirflowError) -> AirflowError {
        var error = error
        switch error.status {
        case 404, 405:
            error.reason =
                "the server has no Edge API at \(client.base): set [edge] api_enabled there, and check the URL"
        case 409:
            error.reason =
                "a worker named \(configuration.name) is active; end it, choose another name, or wait until the server has not heard of it for five heartbeats"
        default: break
        }
        return error
    }
}
