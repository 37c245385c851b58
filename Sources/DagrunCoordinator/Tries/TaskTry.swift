// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunAirflow
internal import DagrunAuthoring
package import DagrunHAL
internal import DagrunModel
package import DagrunRuntime
internal import FoundationEssentials

/// One try of a task under Airflow: what its code is told, and what Airflow is told of its outcome.
///
/// It is the same whether the worker runs the task itself or a process of its own does.
package struct TaskTry: Sendable {
    /// The least time until a task comes again that gave its slot back.
    ///
    /// Airflow's scheduler hears of the end of a try from its executor, a moment after the server does. A task that it queued again
    /// before that it takes for one that ended without a word, and fails it.
    private static let leastPause = Duration.seconds(1)

    /// The most characters of a label.
    ///
    /// Source: Airflow 3.3, the column `rendered_map_index` of `airflow.models.taskinstance`.
    private static let longestLabel = 250

    /// Why a try can't begin.
    private struct Obstacle: Error, CustomStringConvertible {
        let description: String
    }

    private let entry: TaskBundle.Entry
    private let context: RunContext
    private let mapIndex: Int
    private let tryNumber: Int
    private let server: any TryServer
    private let services: any TaskServices
    private let log: any TryLog
    private let clock: any RunClock
    private let board: Board?

    /// Describes a try.
    ///
    /// - Parameters:
    ///   - entry: The task.
    ///   - context: What the server told about the try.
    ///   - mapIndex: The instance's place in its mapped task; -1 where it is not mapped.
    ///   - tryNumber: The number of the try, from 1.
    ///   - server: What the try asks of Airflow for itself.
    ///   - services: What the task may ask of the outside.
    ///   - log: The log of the try.
    ///   - clock: Where the time comes from.
    ///   - board: The hardware that the task may use; nil: none.
    package init(
        _ entry: TaskBundle.Entry, _ context: RunContext, mapIndex: Int, tryNumber: Int, server: any TryServer,
        services: any TaskServices, log: any TryLog, clock: any RunClock, board: Board?
    ) {
        self.entry = entry
        self.context = context
        self.mapIndex = mapIndex
        self.tryNumber = tryNumber
        self.server = server
        self.services = services
        self.log = log
        self.clock = clock
        self.board = board
    }

    /// What a failure means that is not the task's own: another try, where the server allows one.
    package static func failure(_ context: RunContext, _ reason: String) -> TaskEnd {
        context.shouldRetry ? .retry(after: nil, reason: reason) : .failed
    }

    // MARK: The beginning

    /// Removes what an earlier try left, and makes the context for the task's code.
    ///
    /// - Returns: The context.
    /// - Throws: Why the task can't begin.
    package func begin() async throws -> TaskContext {
        let task = entry.task.definition
        if context.nextMethod == nil {
            for key in context.keysToClear {
                try await server.removeXCom(XComKey(taskID: task.taskID, mapIndex: mapIndex, key: key))
            }
        }
        if context.nextMethod == "__fail__" {
            var reason = "the trigger that the task waited for failed or took too long"
            if case .string(let text)? = context.nextArguments?["error"] { reason += ": \(text)" }
            throw Obstacle(description: reason)
        }
        if !task.outlets.isEmpty || !task.inlets.isEmpty || !task.outletAliases.isEmpty {
            let inactive = try await server.inactiveAssets()
            guard inactive.isEmpty else {
                throw Obstacle(
                    description: "the task's assets \(inactive.joined(separator: ", ")) are not active in Airflow:"
                        + " another asset has the same name or URI, or no DAG there has it as an outlet or in its schedule"
                )
            }
        }
        let taskContext = try await makeContext()
        await show(taskContext)
        return taskContext
    }

    /// Shows what the task's templates say, and the label of a mapped instance, before it runs.
    ///
    /// What can't be shown keeps no task from running.
    private func show(_ taskContext: TaskContext) async {
        guard context.nextMethod == nil else { return }
        do {
            let fields = await taskContext.renderFields()
            if !fields.isEmpty { try await server.setRenderedFields(fields) }
            if let label = try? await entry.task.mapLabel?(taskContext), !label.isEmpty {
                try await server.setMapLabel(shown(label))
            }
        } catch {
            log.info("what the task's templates say could not be shown: \(error)")
        }
    }

    /// A label as Airflow shows it: without secrets, and cut where its database refuses a longer one and with it the end of the try.
    private func shown(_ label: String) -> String {
        String(String.UnicodeScalarView(log.masker.mask(label).unicodeScalars.prefix(Self.longestLabel)))
    }

    private func makeContext() async throws -> TaskContext {
        var first = clock.now()
        if context.nextMethod != nil, let known = context.startDate { first = known }
        if context.rescheduleCount > 0, let known = try await server.firstRescheduleStart() { first = known }
        let document = entry.dag.document
        var facts = RunFacts(
            dagID: context.dagID, runID: context.runID,
            runType: RunFacts.RunType(rawValue: context.runType) ?? .manual,
            logicalDate: context.logicalDate, dataIntervalStart: context.dataIntervalStart,
            dataIntervalEnd: context.dataIntervalEnd, runAfter: context.runAfter,
            params: try document.resolveParams(conf: context.conf, overrides: [:]), conf: context.conf,
            dagVersion: document.contentHash)
        facts.assetEvents = context.assetEvents
        // Whether there is another try the server says: it knows of tries that were added by hand.
        let (next, isBeyond) = max(tryNumber, context.maximumRetries).addingReportingOverflow(1)
        let tries = context.shouldRetry && !isBeyond ? next : tryNumber
        return TaskContext(
            entry.task, mapIndex: mapIndex, tryNumber: tryNumber, maximumTries: tries, firstStartDate: first,
            rescheduleCount: context.rescheduleCount,
            resumption: context.nextMethod.map { Resumption(method: $0, nextArguments: context.nextArguments) },
            in: RunSurroundings(facts: facts, clock: clock, services: services, masker: log.masker, board: board),
            sink: log)
    }

    // MARK: The end

    /// Finds out what Airflow is told of an outcome, and skips what a branch did not choose.
    ///
    /// - Parameters:
    ///   - outcome: How the task's code ended.
    ///   - effects: What it did besides returning a value.
    /// - Returns: What Airflow is told.
    package func end(_ outcome: TaskOutcome, _ effects: TaskEffects) async -> TryEnd {
        let label = effects.mapLabel.map(shown)
        switch outcome {
        case .success:
            do {
                let skipped = skippedTasks(by: effects.decision)
                if !skipped.isEmpty { try await server.skipDownstream(skipped) }
            } catch {
                log.error("what the branch skips could not be told: \(error)")
                return TryEnd(Self.failure(context, "\(error)"), mapLabel: label)
            }
            return TryEnd(await success(effects), mapLabel: label)
        case .failed(let reason):
            log.error(reason)
            return TryEnd(.failed, mapLabel: label)
        case .retry(let delay, let reason):
            log.error(reason)
            return TryEnd(.retry(after: delay, reason: reason), mapLabel: label)
        case .skipped(let reason):
            log.info("skipped: \(reason)")
            return TryEnd(.skipped, mapLabel: label)
        case .deferred(let deferral): return TryEnd(Self.deferred(deferral), mapLabel: label)
        case .rescheduled(let delay):
            let pause = max(delay, Self.leastPause)
            return TryEnd(.reschedule(at: clock.now().addingTimeInterval(pause / .seconds(1))))
        case .cancelled:
            let reason = "the task was cancelled, but not by Airflow"
            log.error(reason)
            return TryEnd(Self.failure(context, reason), mapLabel: label)
        }
    }

    /// What a branch or a short circuit did not choose.
    private func skippedTasks(by decision: TaskEffects.Decision?) -> [TaskInstanceID] {
        let choice: RunPlan.Choice
        switch decision {
        case .follow(let ids): choice = .follow(ids.flatMap { entry.graph.branchTargets($0) ?? [] })
        case .goOn(false): choice = .shortCircuit
        case .goOn(true), nil: return []
        }
        return RunPlan(entry.graph).skippedTasks(by: entry.place, choice).map { place in
            // In a mapped group it is the instances beside this one.
            TaskInstanceID(
                entry.graph.taskID(place),
                mapIndex: entry.graph.isMapped(place) && entry.graph.isMapped(entry.place)
                    ? mapIndex : TaskInstanceID.unmapped)
        }
    }

    private static func deferred(_ deferral: Deferral) -> TaskEnd {
        switch deferral.cause {
        case .trigger(let trigger):
            .deferred(
                trigger: trigger.classPath, arguments: .object(trigger.arguments.mapValues(\.json)),
                timeout: deferral.timeout, nextMethod: deferral.method, nextArguments: .object(deferral.arguments))
        case .input:
            .awaitingInput(
                timeout: deferral.timeout, nextMethod: deferral.method, nextArguments: .object(deferral.arguments))
        }
    }

    /// A success with the assets that it updated.
    private func success(_ effects: TaskEffects) async -> TaskEnd {
        let definition = entry.task.definition
        var outlets: [JSONValue] = []
        var events: [JSONValue] = []
        for asset in definition.outlets {
            let updates = effects.assetEvents.filter { $0.alias == nil && $0.asset.name == asset.name }
            let extra = effects.assetExtras[asset.name]
            let key = await key(of: asset, isTold: extra != nil || !updates.isEmpty)
            outlets.append(.object(key.merging(["type": "Asset"]) { $1 }))
            if let extra { events.append(["dest_asset_key": .object(key), "extra": .object(extra)]) }
            events += updates.map { Self.event($0, of: key) }
        }
        for alias in definition.outletAliases {
            outlets.append(["name": .string(alias), "type": "AssetAlias"])
            for update in effects.assetEvents where update.alias == alias {
                events.append(Self.event(update, of: Self.key(of: update.asset)))
            }
        }
        return .success(outlets: outlets, events: events)
    }

    private static func key(of asset: AssetDefinition) -> [String: JSONValue] {
        ["name": .string(asset.name), "uri": .string(asset.uri ?? asset.name)]
    }

    /// How Airflow names an asset: it may keep another form of its URI, and drops what is told of any other.
    private func key(of asset: AssetDefinition, isTold: Bool) async -> [String: JSONValue] {
        let request = ServiceRequest(.getAssetByName, ["name": .string(asset.name)])
        guard isTold, asset.uri != nil, case .string(let uri)? = try? await services.answer(request)?["uri"] else {
            return Self.key(of: asset)
        }
        return ["name": .string(asset.name), "uri": .string(uri)]
    }

    private static func event(_ update: TaskEffects.AssetUpdate, of key: [String: JSONValue]) -> JSONValue {
        var event: [String: JSONValue] = ["dest_asset_key": .object(key), "extra": .object(update.extra)]
        event["partition_key"] = update.partitionKey.map { .string($0) }
        if let alias = update.alias {
            event["source_alias_name"] = .string(alias)
            event["dest_asset_extra"] = .object(update.asset.extra ?? [:])
        }
        return .object(event)
    }
}
