// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import Synchronization

/// What the tasks of a local run may ask: values are kept in memory and, through the journal, on disk.
final class LocalServices: TaskServices {
    /// Asks a person; an instance that is cancelled meanwhile wants no answer any more.
    typealias Ask = @Sendable (TaskInstanceID, HumanRequest) async throws -> HumanAnswer

    private struct State {
        /// Return values of tasks that are not mapped.
        var results: [String: XComValue] = [:]
        /// Return values of mapped tasks, by map index.
        var mapped: [String: [Int: XComValue]] = [:]
        /// Values under other keys.
        var others: [XComKey: XComValue] = [:]
        var variables: [String: String?] = [:]
    }

    private let state = Mutex(State())
    private let secrets: LocalSecrets
    private let connections: [String: Connection]
    private let states: LocalStates
    /// What people answer, by the task that asks.
    private let answers: [String: HumanAnswer]
    /// Asks a person for all other answers; nil: there is nobody.
    private let ask: Ask?
    /// What the run before was found to be, once it was asked for.
    private let previousRun = Mutex<PreviousRun??>(nil)
    private let findPreviousRun: @Sendable () -> PreviousRun?
    private let didPush: @Sendable (XComKey, XComValue) -> Void

    init(
        secrets: LocalSecrets, states: LocalStates, given: GivenServices = GivenServices(),
        answers: [String: HumanAnswer] = [:], ask: Ask? = nil,
        findPreviousRun: @escaping @Sendable () -> PreviousRun? = { nil },
        didPush: @escaping @Sendable (XComKey, XComValue) -> Void
    ) {
        self.secrets = secrets
        connections = given.connections
        self.states = states
        self.answers = answers
        self.ask = ask
        self.findPreviousRun = findPreviousRun
        state.withLock { $0.variables = given.variables }
        self.didPush = didPush
    }

    func xcom(_ key: XComKey) -> XComValue? {
        state.withLock { state in
            guard key.key == XComKey.returnValue else { return state.others[key] }
            return key.mapIndex == TaskInstanceID.unmapped
                ? state.results[key.taskID] : state.mapped[key.taskID]?[key.mapIndex]
        }
    }

    func xcoms(of taskID: String, key: String) -> [XComValue] {
        state.withLock { state in
            if key == XComKey.returnValue {
                let mapped = state.mapped[taskID] ?? [:]
                return (state.results[taskID].map { [$0] } ?? []) + mapped.keys.sorted().compactMap { mapped[$0] }
            }
            return state.others.filter { $0.key.taskID == taskID && $0.key.key == key }
                .sorted { $0.key.mapIndex < $1.key.mapIndex }.map(\.value)
        }
    }

    func push(_ value: XComValue, as key: XComKey) {
        restore(value, as: key)
        if key.key != XComKey.returnValue { didPush(key, value) }
    }

    /// Keeps a value that is in the journal already.
    func restore(_ value: XComValue, as key: XComKey) {
        state.withLock { state in
            if key.key != XComKey.returnValue {
                state.others[key] = value
            } else if key.mapIndex == TaskInstanceID.unmapped {
                state.results[key.taskID] = value
            } else {
                state.mapped[key.taskID, default: [:]][key.mapIndex] = value
            }
        }
    }

    func clearXComs(of taskID: String, mapIndex: Int) {
        state.withLock { state in
            if mapIndex == TaskInstanceID.unmapped {
                state.results[taskID] = nil
            } else {
                state.mapped[taskID]?[mapIndex] = nil
            }
            guard !state.others.isEmpty else { return }
            state.others = state.others.filter { $0.key.taskID != taskID || $0.key.mapIndex != mapIndex }
        }
    }

    func variable(_ key: String) async throws -> String? {
        if let changed = state.withLock({ $0.variables[key] }) { return changed }
        return try await secrets.variable(key)
    }

    /// Kept until this process ends: where variables come from is the user's, not ours to write.
    func setVariable(_ key: String, to value: String?) {
        state.withLock { $0.variables[key] = .some(value) }
    }

    func connection(_ id: String) async throws -> Connection? {
        if let connection = connections[id] { return connection }
        return try await secrets.connection(id)
    }

    /// Looked for once: all tasks of the run are told the same.
    func previousSuccessfulRun() -> PreviousRun? {
        previousRun.withLock { known in
            if let known { return known }
            let found = findPreviousRun()
            known = .some(found)
            return found
        }
    }

    func answer(_ request: ServiceRequest) throws -> JSONValue? {
        guard let answer = try states.answer(request) else {
            throw ServiceUnavailable(request.kind, in: "a local run")
        }
        return answer
    }

    func event(of deferral: Deferral, _ context: TaskContext) async throws -> JSONValue? {
        guard case .input(let request) = deferral.cause else { return try await deferral.waitHere(context) }
        let task = context.taskID
        let answer: HumanAnswer
        if let given = answers[task] {
            answer = given
        } else if let ask {
            guard let said = try await asked(request, ask, within: deferral.timeout, context) else {
                return request.eventOfSilence(at: PythonValue.datetime(context.clock.now(), zone: "UTC").json)
            }
            answer = said
        } else {
            throw ServiceUnavailable(
                "task \(task) asks a person (“\(request.subject)”: \(request.options.joined(separator: ", "))), and a local run"
                    + " has nobody to ask: answer beforehand, such as with \(request.hint(task))")
        }
        return try request.event(
            of: answer, to: task, at: PythonValue.datetime(context.clock.now(), zone: "UTC").json)
    }

    /// Asks a person.
    ///
    /// - Returns: The answer; nil when none came in time.
    private func asked(
        _ request: HumanRequest, _ ask: @escaping Ask, within limit: Duration?, _ context: TaskContext
    ) async throws -> HumanAnswer? {
        var shown = request
        shown.subject = context.masker.mask(request.subject)
        shown.body = request.body.map { context.masker.mask($0) }
        let instance = TaskInstanceID(context.taskID, mapIndex: context.mapIndex)
        // A person answers in the time of the world.
        return try await context.clock.withOutsideWork { [shown] () async throws -> HumanAnswer? in
            guard let limit else { return try await ask(instance, shown) }
            return try await withThrowingTaskGroup(of: HumanAnswer?.self) { group in
                group.addTask { try await ask(instance, shown) }
                group.addTask {
                    try await context.clock.sleep(for: limit)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        }
    }

    func missing(_ kind: String, named name: String) -> String {
        kind == "connection" ? secrets.missingConnection(name) : secrets.missingVariable(name)
    }
}
