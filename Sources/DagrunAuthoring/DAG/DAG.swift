// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A DAG: tasks and the order between them.
///
/// ```swift
/// let sales = DAG("sales", schedule: .daily, tags: ["example"]) {
///     let pull = task("pull", BashOperator("cat \(\.params.file)"))
///     let rows = task("parse", pull.output) { csv in try Sale.parse(csv) }
///     task("report", rows.output) { rows, context in … }
/// }
/// ```
///
/// Its body is evaluated once, when the tasks are first asked for: a process that runs a task of one DAG has nothing to do with the
/// bodies of the others. What is wrong with it is kept in ``faults``, all of it, and reported when the DAG is loaded.
public struct DAG: Sendable {
    /// Called when a run ended.
    public typealias RunCallback = @Sendable (RunReport) async throws -> Void

    /// The id.
    public let id: String
    /// The DAG as plain data.
    public var document: DAGDocument { body.compiled.document }
    /// The tasks with their code, in the order of the document.
    public var tasks: [ExecutableTask] { body.compiled.tasks }
    /// All that is wrong with the DAG, in the order of the source.
    public var faults: [DAGFault] { body.compiled.faults }
    /// Called when a run succeeded.
    package let onSuccess: [RunCallback]
    /// Called when a run failed.
    package let onFailure: [RunCallback]
    /// Where the DAG stands in the source.
    package let location: SourceLocation
    /// Where each task stands in the source, in the order of ``tasks``.
    package var taskLocations: [SourceLocation] { body.compiled.taskLocations }
    private let body: DAGBody

    /// Where a task or group stands in the source.
    package func location(of id: String) -> SourceLocation { body.compiled.locations[id] ?? location }

    /// An instant as documents have it, with its offset; a text that is none stays, to be reported as a fault.
    static func instant(_ text: String) -> String { (try? ISO8601.parse(text)).map(ISO8601.ts) ?? text }

    /// Declares a DAG.
    ///
    /// - Parameters:
    ///   - id: The DAG's id: letters, digits, `-`, `_` and `.`; at most 250 characters.
    ///   - displayName: A name to show instead of the id.
    ///   - description: One sentence.
    ///   - docs: Documentation in Markdown.
    ///   - schedule: When runs are made; by default never by themselves.
    ///   - startDate: No run lies before this instant: ISO 8601, such as `2026-01-01` or `2026-01-01T06:00:00+01:00`.
    ///   - endDate: No run lies behind this instant.
    ///   - catchup: Whether missed runs are made up for.
    ///   - tags: Words to filter by.
    ///   - owner: Who answers for it.
    ///   - queue: The queue of its tasks.
    ///   - maxActiveRuns: The most runs at once; at least 1.
    ///   - maxActiveTasks: The most task instances of a run at once; at least 1. Where none is given, Airflow allows 16 and a
    ///     local run as many as it has workers.
    ///   - runTimeout: The time after which a run fails.
    ///   - failFast: Whether the first failure ends the run.
    ///   - params: Values that each run may choose, by name.
    ///   - defaults: Settings for its tasks.
    ///   - deadlines: By when its runs must have ended; Airflow watches them, local runs don't.
    ///   - onSuccess: Called when a run succeeded.
    ///   - onFailure: Called when a run failed.
    ///   - callbacks: Where these two are to be called; a DAG that is compiled for Airflow must say ``RunCallbackReach/localRuns``.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - content: Declares the tasks; called once, when they are first asked for.
    public init(
        _ id: String, displayName: String? = nil, description: String? = nil, docs: String? = nil,
        schedule: ScheduleDefinition = .none, startDate: String? = nil, endDate: String? = nil, catchup: Bool = false,
        tags: [String] = [], owner: String? = nil, queue: String? = nil, maxActiveRuns: Int = 16,
        maxActiveTasks: Int? = nil, runTimeout: Duration? = nil, failFast: Bool = false, params: [String: Param] = [:],
        defaults: TaskSettings = TaskSettings(), deadlines: [Deadline] = [], onSuccess: RunCallback? = nil,
        onFailure: RunCallback? = nil, callbacks: RunCallbackReach = .everywhere,
        filePath: String = #filePath, line: Int = #line, @DAGBuilder content: @escaping @Sendable () -> DAGContent
    ) {
        let location = SourceLocation(filePath: filePath, line: line)
        body = DAGBody(id) {
            var definition = DAGDefinition(dagID: id)
            definition.displayName = displayName
            definition.description = description
            definition.docMarkdown = docs
            definition.schedule = schedule
            definition.startDate = startDate.map(DAG.instant)
            definition.endDate = endDate.map(DAG.instant)
            definition.catchup = catchup
            definition.tags = tags
            definition.owner = owner
            // A run that follows the one before at once leaves no room for a second.
            definition.maxActiveRuns = schedule == .continuous ? 1 : maxActiveRuns
            definition.maxActiveTasks = maxActiveTasks
            definition.runTimeout = runTimeout?.seconds
            definition.failFast = failFast
            definition.params = params.mapValues(\.definition)
            definition.deadlines = deadlines.map(\.definition)
            if callbacks == .everywhere {
                definition.callbacks = (onSuccess == nil ? [] : ["success"]) + (onFailure == nil ? [] : ["failure"])
            }

            var settings = defaults
            settings.queue = settings.queue ?? queue
            settings.owner = settings.owner ?? owner
            let scope = DAGScope(dagID: id, settings: settings, schedule: schedule)
            DAGScope.$current.withValue(scope) { _ = content() }
            return DAGCompiler(definition: definition, state: scope.freeze(), location: location).compile()
        }
        self.id = id
        self.location = location
        self.onSuccess = onSuccess.map { [$0] } ?? []
        self.onFailure = onFailure.map { [$0] } ?? []
    }
}
