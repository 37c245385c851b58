// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunModel
public import FoundationEssentials
public import Logging
internal import Synchronization

/// What a running task may know and ask.
///
/// Each try of each task instance gets its own. The key paths of its properties are what templates are made of; the names
/// are those of Airflow's template context.
public final class TaskContext: Sendable {
    /// What is fixed about the run.
    public var run: RunFacts { surroundings.facts }
    /// The task's definition.
    public var task: TaskDefinition { executable.definition }
    /// The instance's place in its mapped task; -1 where the task is not mapped.
    public let mapIndex: Int
    /// The number of this try, from 1.
    public let tryNumber: Int
    /// How many tries there are at most.
    public let maximumTries: Int
    /// When this try began; for a rescheduled sensor, when it looked for the first time.
    public let firstStartDate: Date
    /// How often this try gave its slot back.
    public let rescheduleCount: Int
    /// The values of the run's params, defaults included.
    public var params: Params { surroundings.params }
    /// Where the time comes from.
    public var clock: any RunClock { surroundings.clock }
    /// What the task may ask of the outside.
    public var services: any TaskServices { surroundings.services }
    /// Hides secrets from all that is printed.
    public var masker: SecretMasker { surroundings.masker }
    /// The hardware that the task may use.
    ///
    /// It is what `--board` chose for the run. Nothing takes its place where there is none: a task that means to switch a
    /// relay must not switch a simulated one.
    ///
    /// - Throws: ``MissingBoard`` when the run has no board.
    public var board: Board {
        get throws(MissingBoard) {
            guard let board = surroundings.board else { throw MissingBoard(taskID: task.taskID) }
            return board
        }
    }

    private let surroundings: RunSurroundings
    private let executable: ExecutableTask
    private let sink: any TaskLogSink
    private let effectsBox = Mutex(TaskEffects())
    private let state: Mutex<State>

    /// What changes while a try goes on.
    private struct State {
        var resumption: Resumption?
        /// The texts of templates that were rendered already.
        var rendered: [ObjectIdentifier: String] = [:]
    }

    /// Makes the context of a try.
    ///
    /// - Parameters:
    ///   - run: What is fixed about the run.
    ///   - task: The task's definition.
    ///   - mapIndex: The instance's place in its mapped task; -1 where the task is not mapped.
    ///   - tryNumber: The number of the try, from 1.
    ///   - maximumTries: How many tries there are at most; nil: one more than the task's retries.
    ///   - firstStartDate: When the try began; for a rescheduled sensor, when it looked for the first time.
    ///   - rescheduleCount: How often the try gave its slot back.
    ///   - clock: Where the time comes from.
    ///   - services: What the task may ask of the outside.
    ///   - masker: Hides secrets from all that is printed.
    ///   - board: The hardware that the task may use; nil: none.
    ///   - sink: Where log lines go.
    public convenience init(
        run: RunFacts, task: TaskDefinition, mapIndex: Int = -1, tryNumber: Int = 1, maximumTries: Int? = nil,
        firstStartDate: Date, rescheduleCount: Int = 0, clock: any RunClock = SystemClock(), services: any TaskServices,
        masker: SecretMasker = SecretMasker(), board: Board? = nil, sink: any TaskLogSink
    ) {
        self.init(
            ExecutableTask(definition: task) { _ in nil }, mapIndex: mapIndex, tryNumber: tryNumber,
            maximumTries: maximumTries ?? task.retries + 1, firstStartDate: firstStartDate,
            rescheduleCount: rescheduleCount,
            in: RunSurroundings(facts: run, clock: clock, services: services, masker: masker, board: board), sink: sink)
    }

    /// Makes the context of a try, with what it shares with others by reference.
    package init(
        _ task: ExecutableTask, mapIndex: Int, tryNumber: Int, maximumTries: Int, firstStartDate: Date,
        rescheduleCount: Int, resumption: Resumption? = nil, in surroundings: RunSurroundings, sink: any TaskLogSink
    ) {
        state = Mutex(State(resumption: resumption))
        executable = task
        self.mapIndex = mapIndex
        self.tryNumber = tryNumber
        self.maximumTries = maximumTries
        self.firstStartDate = firstStartDate
        self.rescheduleCount = rescheduleCount
        self.surroundings = surroundings
        self.sink = sink
    }

    /// A context that only finds out which params a key path reads.
    static func probe(params: Params) -> TaskContext {
        let start = Date(timeIntervalSince1970: 0)
        return TaskContext(
            ExecutableTask(definition: TaskDefinition(taskID: "")) { _ in nil }, mapIndex: TaskInstanceID.unmapped,
            tryNumber: 1, maximumTries: 1, firstStartDate: start, rescheduleCount: 0,
            in: RunSurroundings(
                facts: RunFacts(dagID: "", runID: "", runAfter: start), params: params, clock: SystemClock(),
                services: NoServices(), masker: SecretMasker()),
            sink: DiscardingLogSink())
    }

    // MARK: Deferral

    /// How the task goes on after it was deferred; nil for a try that begins.
    public var resumption: Resumption? { state.withLock { $0.resumption } }

    func resume(_ resumption: Resumption) { state.withLock { $0.resumption = resumption } }

    // MARK: Templates

    /// Renders the task's templates once, as Airflow does, and remembers their texts for the try.
    ///
    /// A template that can't be rendered is left out: the task itself will meet the reason.
    ///
    /// - Returns: The fields as they may be shown: without secrets, and not too long.
    package func renderFields() async -> [String: JSONValue] {
        guard let render = executable.renderedFields else { return [:] }
        return RenderedFields.shown(await render(self), masker)
    }

    func rendered(_ template: ObjectIdentifier) -> String? { state.withLock { $0.rendered[template] } }

    func remember(_ text: String, of template: ObjectIdentifier) { state.withLock { $0.rendered[template] = text } }

    // MARK: Log

    /// The log of this try.
    public var logger: Logger {
        Logger(label: task.taskID) { _ in TaskLogHandler(sink: self.sink) }
    }

    /// Writes a line of output, such as one that a child process printed, to the log of this try.
    ///
    /// - Parameter line: The line, without its end.
    public func logOutput(_ line: String) { sink.write(line: masker.mask(line)) }

    // MARK: Variables and connections

    /// Looks up a variable.
    ///
    /// - Parameter key: The variable's name.
    /// - Returns: Its text.
    /// - Throws: ``MissingSecret``, which says where it was looked for and how to provide it.
    public func variable(_ key: String) async throws -> String {
        guard let text = try await services.variable(key) else {
            throw MissingSecret(description: services.missing("variable", named: key))
        }
        masker.add(text, named: key)
        return text
    }

    /// Looks up a variable that holds JSON.
    ///
    /// - Parameters:
    ///   - key: The variable's name.
    ///   - type: The type of its value.
    /// - Returns: The value.
    /// - Throws: ``MissingSecret`` when there is none; `DecodingError` when it is of another type.
    public func variable<Value: Decodable>(_ key: String, as type: Value.Type) async throws -> Value {
        try XComValue(json: Array(try await variable(key).utf8)).decode(as: type)
    }

    /// Sets or removes a variable.
    ///
    /// A local run keeps it until its end; under Airflow it is Airflow's.
    ///
    /// - Parameters:
    ///   - key: The variable's name.
    ///   - value: Its text; nil removes it.
    /// - Throws: When it can't be kept.
    public func setVariable(_ key: String, to value: String?) async throws {
        if let value { masker.add(value, named: key) }
        try await services.setVariable(key, to: value)
    }

    /// Looks up a connection.
    ///
    /// - Parameter id: The connection's id.
    /// - Returns: The connection; its secrets are hidden from all that is printed from now on.
    /// - Throws: ``MissingSecret``, which says where it was looked for and how to provide it.
    public func connection(_ id: String) async throws -> Connection {
        guard let connection = try await services.connection(id) else {
            throw MissingSecret(description: services.missing("connection", named: id))
        }
        masker.add(connection)
        return connection
    }

    // MARK: Effects

    /// Labels this instance of a mapped task in listings and in Airflow's pages.
    ///
    /// - Parameter label: The label; shown in place of the map index.
    public func setMapLabel(_ label: String) { effectsBox.withLock { $0.mapLabel = label } }

    /// Says more about the update of an asset that is an outlet of the task: Airflow's
    /// `outlet_events[asset].extra = …`.
    ///
    /// It reaches Airflow with the task's success; saying it again replaces it.
    ///
    /// - Parameters:
    ///   - extra: Facts for those who are triggered by the update.
    ///   - asset: The asset.
    /// - Throws: ``TaskSignal`` when the asset is no outlet of the task.
    public func setExtra(_ extra: [String: JSONValue], of asset: AssetDefinition) throws {
        try checkOutlet(asset)
        change { $0.assetExtras[asset.name] = extra }
    }

    func checkOutlet(_ asset: AssetDefinition) throws {
        guard task.outlets.contains(where: { $0.name == asset.name }) else {
            throw TaskSignal.fail(
                "the asset “\(asset.name)” is no outlet of task \(task.taskID): declare it with .outlets")
        }
    }

    func change(_ body: (inout TaskEffects) -> Void) { effectsBox.withLock { body(&$0) } }

    /// Says what a branch or a short circuit decided.
    package func decide(_ decision: TaskEffects.Decision) { effectsBox.withLock { $0.decision = decision } }

    package var effects: TaskEffects { effectsBox.withLock { $0 } }
}
