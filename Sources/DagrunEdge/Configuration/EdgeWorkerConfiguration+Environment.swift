// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
public import DagrunHTTP
internal import DagrunModel
internal import DagrunSystem

extension EdgeWorkerConfiguration {
    /// Reads Airflow's own settings from the environment: `AIRFLOW__SECTION__KEY`.
    ///
    /// Source: Airflow 3.3, `[edge]`, `[api_auth]`, `[workers]` and `[scheduler]` of the configuration reference.
    ///
    /// - Parameters:
    ///   - environment: The environment.
    ///   - name: The worker's name.
    ///   - client: What sends its requests.
    ///   - edgeURL: `[edge] api_url`; nil: as the environment says.
    ///   - secretFile: A file with the secret that worker and server share; nil: as the environment says.
    ///   - tokenFile: A file with a token that something else renews, instead of a secret.
    /// - Throws: ``SettingError`` for what is missing or can't be read.
    public init(
        environment: [String: String], name: String, client: any HTTPClient, edgeURL: String? = nil,
        secretFile: String? = nil, tokenFile: String? = nil
    ) throws(SettingError) {
        guard !name.isEmpty, name.utf8.count <= 64, !name.contains("/") else {
            throw SettingError("the worker's name “\(name)” must have 1 to 64 characters and no slash; give --name")
        }
        guard let url = edgeURL ?? environment["AIRFLOW__EDGE__API_URL"], !url.isEmpty else {
            throw SettingError(
                "where Airflow is was not said: give --api-url, or set AIRFLOW__EDGE__API_URL or, in the configuration file, api_url"
                    + " below [edge], such as https://airflow.example.com/edge_worker/v1/rpcapi")
        }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            let source = edgeURL == nil ? "AIRFLOW__EDGE__API_URL" : "--api-url"
            throw SettingError("\(source) “\(url)” must begin with http:// or https://")
        }
        let credential = try Self.credential(environment, secretFile: secretFile, tokenFile: tokenFile)
        self.init(name: name, edgeURL: url, credential: credential, client: client)
        self.environment = environment
        executionURL = environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"].flatMap { $0.isEmpty ? nil : $0 }
        let values = SettingReader(environment: environment)
        if let number = try values.int("AIRFLOW__EDGE__WORKER_CONCURRENCY", atLeast: 1) { concurrency = number }
        if let time = try values.seconds("AIRFLOW__EDGE__JOB_POLL_INTERVAL") { pollInterval = time }
        if let time = try values.seconds("AIRFLOW__EDGE__HEARTBEAT_INTERVAL") { heartbeatInterval = time }
        if let time = try values.seconds("AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL") { taskHeartbeatInterval = time }
        if let time = try values.seconds("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT") {
            taskHeartbeatTimeout = time
        }
        if let time = try values.seconds("AIRFLOW__EDGE__DRAIN_TIMEOUT_SEC") {
            drainTimeout = time == .zero ? nil : time
        }
        if let time = try values.seconds("AIRFLOW__EDGE__DRAIN_KILL_GRACE_SEC") { killGrace = time }
        if let time = try values.seconds("AIRFLOW__CALLBACKS__CALLBACK_EXECUTION_TIMEOUT") {
            callbackTimeout = time == .zero ? nil : time
        }
        if let flag = try values.bool("AIRFLOW__EDGE__PUSH_LOGS") { pushesLogs = flag }
        if let number = try values.int("AIRFLOW__EDGE__PUSH_LOG_CHUNK_SIZE", atLeast: 1) { logChunkSize = number }
        automaticMaintenance.entersAt = try values.choice(
            "AIRFLOW__EDGE__AUTOMATIC_MAINTENANCE_ON", ["off": nil, "warning": .warning, "error": .error])
        automaticMaintenance.leavesAt = try values.choice(
            "AIRFLOW__EDGE__AUTOMATIC_MAINTENANCE_EXIT", ["off": nil, "info": .info, "warning": .warning])
        logFolder = environment["AIRFLOW__LOGGING__BASE_LOG_FOLDER"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func credential(
        _ environment: [String: String], secretFile: String?, tokenFile: String?
    ) throws(SettingError) -> EdgeCredential {
        if let tokenFile { return .tokenFile(tokenFile) }
        let issuer = environment["AIRFLOW__API_AUTH__JWT_ISSUER"].flatMap { $0.isEmpty ? nil : $0 }
        if let secretFile {
            do {
                var bytes = try Folders.read(secretFile)
                while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
                if bytes.isEmpty { throw SettingError("\(secretFile) is empty; it must hold [api_auth] jwt_secret") }
                return .sharedSecret(bytes, issuer: issuer)
            } catch let error as SettingError {
                throw error
            } catch {
                throw SettingError("the file with the secret can't be read: \(error)")
            }
        }
        guard let secret = environment["AIRFLOW__API_AUTH__JWT_SECRET"], !secret.isEmpty else {
            throw SettingError(
                "the secret that worker and server share was not given: set AIRFLOW__API_AUTH__JWT_SECRET to the server's"
                    + " [api_auth] jwt_secret, or give --secret-file")
        }
        return .sharedSecret(Array(secret.utf8), issuer: issuer)
    }
}
