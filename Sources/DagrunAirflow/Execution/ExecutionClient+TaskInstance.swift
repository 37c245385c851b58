// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
public import DagrunModel
public import DagrunRuntime
public import FoundationEssentials

extension ExecutionClient {
    /// What the server says to a heartbeat.
    public enum HeartbeatAnswer: Sendable, Hashable {
        /// Go on.
        case goOn
        /// The try is not wanted any more: stop it, and report nothing of it.
        case stop(String)
    }

    /// Begins the try; the code of the task must not run unless this succeeded.
    ///
    /// The same host, user and process may ask again, which also gives a new token while the job's own is valid.
    ///
    /// - Parameters:
    ///   - owner: Who runs the try.
    ///   - start: When it begins.
    /// - Returns: What the server tells about the try.
    /// - Throws: ``AirflowError``: with status 409 when the try is not to be run, by its `serverState`.
    public func begin(_ owner: TryOwner, at start: Date) async throws(AirflowError) -> RunContext {
        let call = APICall(
            .patch, instance + ["run"],
            json: .object([
                "state": "running", "hostname": .string(owner.hostname), "unixname": .string(owner.user),
                "pid": .int(Int64(owner.process)), "start_date": .string(ISO8601.ts(start)),
            ]))
        return try RunContext(
            AnswerFields(try await sendBeginning(call).body, call: call.name))
    }

    /// Tells the server that the try goes on.
    ///
    /// It is tried once: the next one comes soon.
    ///
    /// - Parameter owner: Who runs the try, as in ``begin(_:at:)``.
    /// - Returns: What the server wants.
    /// - Throws: ``AirflowError`` when no answer came or the server has a fault; the try goes on.
    public func heartbeat(_ owner: TryOwner) async throws(AirflowError) -> HeartbeatAnswer {
        let call = APICall(
            .put, instance + ["heartbeat"],
            json: .object(["hostname": .string(owner.hostname), "pid": .int(Int64(owner.process))]))
        do {
            _ = try await send(call, retries: RequestRetries.none, timeout: .seconds(5))
            return .goOn
        } catch {
            switch error.status {
            case 404: return .stop("the server doesn't know it (404)")
            case 410: return .stop("it was cleared or is tried anew (410)")
            case 409: return .stop([error.serverReason, error.serverState].compactMap { $0 }.joined(separator: ": "))
            case _ where error.isTokenRefused:
                return .stop("its token has expired, and Airflow gives no other")
            default: throw error
            }
        }
    }

    /// Tells how the try ended.
    ///
    /// Saying it again does nothing.
    ///
    /// - Parameters:
    ///   - end: How it ended.
    ///   - date: When it ended.
    ///   - mapLabel: The label of a mapped instance.
    /// - Throws: ``AirflowError``: with status 409 when the instance has another state already, 404 when the try is gone.
    public func end(_ end: TaskEnd, at date: Date, mapLabel: String? = nil) async throws(AirflowError) {
        _ = try await send(APICall(.patch, instance + ["state"], json: end.json(at: date, mapLabel: mapLabel)))
    }

    /// Shows what the fields of the task were rendered to.
    ///
    /// - Parameter fields: The fields, with secrets masked.
    /// - Throws: ``AirflowError``.
    public func setRenderedFields(_ fields: [String: JSONValue]) async throws(AirflowError) {
        _ = try await send(APICall(.put, instance + ["rtif"], json: .object(fields)))
    }

    /// Labels a mapped instance.
    ///
    /// - Parameter label: The label; not empty.
    /// - Throws: ``AirflowError``.
    public func setMapLabel(_ label: String) async throws(AirflowError) {
        _ = try await send(APICall(.patch, instance + ["rendered-map-index"], json: .string(label)))
    }

    /// Skips tasks behind this one.
    ///
    /// - Parameter tasks: The tasks' ids, with the map index where a single instance is meant.
    /// - Throws: ``AirflowError``.
    public func skipDownstream(_ tasks: [TaskInstanceID]) async throws(AirflowError) {
        let list = tasks.map { task -> JSONValue in
            task.mapIndex < 0 ? .string(task.taskID) : .array([.string(task.taskID), .int(Int64(task.mapIndex))])
        }
        _ = try await send(
            APICall(.patch, instance + ["skip-downstream"], json: .object(["tasks": .array(list)])))
    }

    /// Finds the latest run of the DAG, by logical date, that succeeded before the present one.
    ///
    /// - Returns: The run; nil where there is none.
    /// - Throws: ``AirflowError``.
    public func previousSuccessfulRun() async throws(AirflowError) -> PreviousRun? {
        let answer = try await fields(APICall(.get, instance + ["previous-successful-dagrun"]))
        let run = PreviousRun(
            dataIntervalStart: try answer.date("data_interval_start"),
            dataIntervalEnd: try answer.date("data_interval_end"),
            startDate: try answer.date("start_date"), endDate: try answer.date("end_date"))
        return run == PreviousRun() ? nil : run
    }

    /// Finds the inlets and outlets of the task that are not active assets.
    ///
    /// - Returns: Their names or URIs.
    /// - Throws: ``AirflowError``.
    public func inactiveAssets() async throws(AirflowError) -> [String] {
        try await inactiveAssetProfiles().map { profile in
            for member in [profile["name"], profile["uri"]] { if case .string(let text)? = member { return text } }
            return "?"
        }
    }

    /// Finds the inlets and outlets of the task that are not active assets, with all that the server says of them.
    package func inactiveAssetProfiles() async throws(AirflowError) -> [JSONValue] {
        let answer = try await fields(APICall(.get, instance + ["validate-inlets-and-outlets"]))
        guard case .array(let profiles)? = answer.value["inactive_assets"] else { return [] }
        return profiles
    }

    /// When the try looked for the first time, for a sensor that gave its slot back.
    ///
    /// - Returns: The instant; nil where it never did.
    /// - Throws: ``AirflowError``.
    public func firstRescheduleStart() async throws(AirflowError) -> Date? {
        let call = APICall(.get, ["task-reschedules", instanceID, "start_date"])
        let answer = try await fields(call)
        guard case .string(let text) = answer.value else { return nil }
        return try? ISO8601.parse(text)
    }
}
