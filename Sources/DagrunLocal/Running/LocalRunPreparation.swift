// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAuthoring
internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials

/// What a local run needs before it begins.
struct LocalRunPreparation {
    var facts: RunFacts
    /// The DAG without the tasks that are not part of the run.
    var document: DAGDocument
    var tasks: [ExecutableTask]
    var folder: RunFolder?
    /// What is known of the run already: that of a resumed run, or of tasks whose values are given.
    var record: RunRecord
    /// Events to write before the first task starts.
    var opening: [RunEvent]
    /// Where the journal begins.
    var journalStart = RunJournal.Start.new
    /// Whether there is nothing left to do: the run that is to go on succeeded.
    let isDone: Bool
    /// The tasks that are taken as done.
    let markedSuccess: Set<Int>
    /// What the user should know.
    var warnings: [String] = []
    let graph: PlanGraph

    private let configuration: LocalRunConfiguration

    init(_ dag: DAG, _ configuration: LocalRunConfiguration) throws {
        guard dag.faults.isEmpty else { throw DAGLoadError(faults: dag.faults) }
        self.configuration = configuration
        var document = dag.document
        if configuration.failFast { document.dag.failFast = true }
        let earlier = try Self.earlierRun(dag, configuration)
        let now = configuration.clock.now()
        isDone = earlier?.record.state == .success
        var facts = try earlier?.record.facts ?? Self.makeFacts(dag, configuration, now: now)
        let folder = configuration.root.map { RunFolder(root: $0, dagID: dag.id, runID: facts.runID) }
        self.folder = folder
        if let earlier {
            journalStart = .continuing(length: earlier.length, fileSize: earlier.fileSize)
        } else if let folder, Folders.exists(folder.journal) {
            journalStart = try Self.takeOver(folder, runID: facts.runID)
        }

        let whole = document.tasks
        var selection = configuration.selection
        if earlier != nil {
            selection = TaskSelection()
            selection.only = facts.selectedTasks ?? []
        }
        let parts = try selection.parts(of: PlanGraph(document))
        if earlier == nil, parts.run.count < whole.count {
            facts.selectedTasks = whole.indices.filter(parts.run.contains).map { whole[$0].taskID }
        }
        self.facts = facts
        let kept = parts.run.union(parts.given)
        let ids = Set(kept.map { whole[$0].taskID })
        let givenIDs = Set(parts.given.map { whole[$0].taskID })
        if kept.count < document.tasks.count { document = document.keeping(ids) }
        self.document = document
        tasks = dag.tasks.filter { ids.contains($0.definition.taskID) }
        graph = try PlanGraph(document)

        markedSuccess = try Self.marked(configuration.markSuccess, in: graph)
        let marked = Set(markedSuccess.map(graph.taskID)).subtracting(givenIDs)

        let cleared = earlier?.record.setupsAndTeardownsToClear(graph) ?? []
        opening = [RunEvent(time: now, kind: .runStarted(facts, resumed: earlier != nil, cleared: cleared))]
        record = earlier?.record ?? RunRecord(facts: facts, start: now)
        if isDone {
            record = earlier?.record ?? record
            warnings.append("run \(facts.runID) succeeded already: there is nothing left to do")
            return
        }
        if let earlier, earlier.record.facts.dagVersion != dag.document.contentHash {
            warnings.append(
                "DAG \(dag.id) was changed since run \(facts.runID) began; the run goes on with it as it is now")
        }
        if earlier == nil, !parts.given.isEmpty || !configuration.inputs.isEmpty || configuration.outputsFrom != nil {
            opening += try GivenOutputs(configuration, dagID: dag.id).events(
                for: tasks, given: givenIDs, marked: marked, graph: graph, now: now)
        }
        for event in opening { record.apply(event) }
        let inputs = RequiredInputs(tasks, document.groups, record: record, inputs: configuration.inputs.keys)
        if earlier == nil, configuration.outputsFrom == nil { try inputs.checkGiven(givenIDs) }
        try inputs.checkMarked(marked, given: givenIDs, isResumed: earlier != nil)
    }

    /// The journal of the run to go on with.
    private static func earlierRun(
        _ dag: DAG, _ configuration: LocalRunConfiguration
    ) throws -> JournalReader.Contents? {
        guard let runID = configuration.resume else { return nil }
        guard let root = configuration.root else {
            throw RunError.badOption("a run that is not kept on disk can't be gone on with")
        }
        let history = RunHistory(root: root)
        return try history.contents(dagID: dag.id, runID: runID)
    }

    /// Where to begin in a journal that is there though the run is new.
    private static func takeOver(_ folder: RunFolder, runID: String) throws -> RunJournal.Start {
        do {
            _ = try JournalReader.read(folder.journal)
        } catch RunError.emptyJournal {
            return .replacing
        } catch is RunError {
            // Damaged, but a run all the same.
        }
        throw RunError.badOption("there is a run “\(runID)” already; choose another --run-id or --resume it")
    }

    private static func makeFacts(
        _ dag: DAG, _ configuration: LocalRunConfiguration, now: Date
    ) throws -> RunFacts {
        let runAfter = configuration.logicalDate ?? now
        let prefix = configuration.runType.rawValue
        let runID = configuration.runID ?? "\(prefix)__\(ISO8601.ts(runAfter))"
        guard !runID.isEmpty, runID.utf8.count <= 250 else {
            throw RunError.badOption("the run id must have 1 to 250 characters")
        }
        var interval = configuration.dataInterval
        if interval == nil, let date = configuration.logicalDate {
            let timetable = try Timetable(dag.document.dag.schedule)
            let found = try timetable.manualInterval(at: date)
            interval = (found.start, found.end)
        }
        return RunFacts(
            dagID: dag.id, runID: runID, runType: configuration.runType, logicalDate: configuration.logicalDate,
            dataIntervalStart: interval?.start, dataIntervalEnd: interval?.end, runAfter: runAfter,
            params: try dag.document.resolveParams(conf: configuration.conf, overrides: configuration.params),
            conf: configuration.conf, dagVersion: dag.document.contentHash)
    }

    // MARK: The engine's parts

    func makePlan() -> RunPlan { RunPlan(graph, seed: RunSeed(record, graph: graph)) }

    func makeReadyQueue() throws -> ReadyQueue {
        try ReadyQueue(
            graph, tasks: document.tasks, limit: min(configuration.parallel, document.dag.maxActiveTasks ?? Int.max),
            pools: configuration.pools)
    }

    var workers: Int {
        max(1, min(configuration.parallel, document.dag.maxActiveTasks ?? Int.max))
    }

    /// The tasks whose ids fit a pattern.
    private static func marked(_ patterns: [String], in graph: PlanGraph) throws(RunError) -> Set<Int> {
        var marked: Set<Int> = []
        for text in patterns {
            let pattern = GlobPattern(text)
            let found = (0..<graph.taskCount).filter { pattern.matches(graph.taskID($0)) }
            guard !found.isEmpty else {
                let hint = Suggestion.closest(to: text, in: graph.taskIDs).map { "; did you mean “\($0)”?" } ?? ""
                throw .badOption("--mark-success \(text): no task of this run fits\(hint)")
            }
            marked.formUnion(found)
        }
        return marked
    }

    /// What waited for its next try or look when the run was left.
    func timers() -> [EngineTimer] {
        record.instances.compactMap { id, instance in
            guard let last = instance.attempts.last, let found = graph.instance(id) else { return nil }
            switch instance.state {
            case .upForRetry: return EngineTimer(instance: found, due: last.outcome?.nextTry ?? facts.runAfter)
            case .upForReschedule:
                let looks = instance.attempts.filter { $0.tryNumber == last.tryNumber }
                return EngineTimer(
                    instance: found, due: last.outcome?.nextTry ?? facts.runAfter,
                    looks: (looks.first?.start ?? last.start, looks.count))
            default: return nil
            }
        }
    }

    /// What in the run before keeps tasks from starting.
    func heldBack() -> [Int: String] {
        guard !configuration.ignoresPast, let root = configuration.root,
            document.tasks.contains(where: { $0.dependsOnPast || $0.waitForDownstream })
        else { return [:] }
        let records = RunHistory(root: root).records(dagID: facts.dagID)
        return PastRuns(before: facts, in: records, catchup: document.dag.catchup).complaints(graph, document.tasks)
    }

    /// Finds the latest run before, by logical date, that succeeded.
    var findPreviousRun: @Sendable () -> PreviousRun? {
        let (facts, given) = (facts, configuration.given.previousRun)
        guard let date = facts.logicalDate else { return { nil } }
        guard let root = configuration.root else { return { given } }
        return {
            RunHistory(root: root).latestSuccess(of: facts.dagID, before: date).map { record in
                PreviousRun(
                    dataIntervalStart: record.facts.dataIntervalStart, dataIntervalEnd: record.facts.dataIntervalEnd,
                    startDate: record.start, endDate: record.end)
            }
        }
    }

    /// Hands over the values that are known already.
    func preload(_ services: LocalServices) {
        for (id, instance) in record.instances {
            if let value = instance.value {
                services.restore(XComValue(json: value), as: XComKey(taskID: id.taskID, mapIndex: id.mapIndex))
                restoreMembers(of: value, id, services)
            }
            for (key, value) in instance.pushed {
                services.restore(
                    XComValue(json: value), as: XComKey(taskID: id.taskID, mapIndex: id.mapIndex, key: key))
            }
        }
    }

    private func restoreMembers(of value: [UInt8], _ id: TaskInstanceID, _ services: LocalServices) {
        guard let task = graph.task(id.taskID), document.tasks[task].multipleOutputs,
            case .object(let members) = try? JSONValue(parsing: value)
        else { return }
        for (key, member) in members {
            services.restore(
                XComValue(json: CanonicalJSON.bytes(of: member)),
                as: XComKey(taskID: id.taskID, mapIndex: id.mapIndex, key: key))
        }
    }
}
