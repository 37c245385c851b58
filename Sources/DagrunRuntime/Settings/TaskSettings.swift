// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// Settings of a task; what is nil is left as it is.
///
/// A DAG and a group may give defaults to their tasks (Airflow's `default_args`); an inner setting overrides an outer
/// one, and a task's own modifiers override all.
///
/// ```swift
/// DAG("sales", defaults: TaskSettings(retries: 2, retryDelay: .seconds(30))) { … }
/// ```
public struct TaskSettings: Sendable {
    /// How many more tries a failed task gets.
    public var retries: Int?
    /// The delay between two tries.
    public var retryDelay: Duration?
    /// How that delay grows.
    public var backoff: Backoff?
    /// The longest delay between two tries.
    public var maximumRetryDelay: Duration?
    /// The time after which a try is ended.
    public var timeout: Duration?
    /// When the task may start.
    public var triggerRule: TriggerRule?
    /// The pool whose slots it takes.
    public var pool: String?
    /// How many slots it takes; at least 1.
    public var poolSlots: Int?
    /// Its weight among tasks that may start.
    public var priorityWeight: Int?
    /// How its effective priority is made.
    public var weightRule: WeightRule?
    /// The queue that workers take it from.
    public var queue: String?
    /// The executor that Airflow hands it to: its alias, class or module path in `[core] executor`.
    public var executor: String?
    /// Who answers for it.
    public var owner: String?
    /// The most instances at once over all runs of the DAG.
    public var maximumActivePerDAG: Int?
    /// The most instances at once in a run.
    public var maximumActivePerRun: Int?
    /// Whether it waits until its instance of the previous run succeeded.
    public var dependsOnPast: Bool?
    /// Whether it also waits for the tasks right behind that instance.
    public var waitForDownstream: Bool?
    /// Whether its result is kept as an XCom.
    public var pushesXCom: Bool?
    /// What each error means for the next try.
    public var retryPolicy: (@Sendable (any Error) -> RetryDecision)?
    /// What is called when a try ends.
    public var callbacks = TaskCallbacks()

    /// What the task does to the graph when it succeeds; operators say it.
    package var kind: TaskDefinition.Kind?
    /// For a short circuit: whether all that comes behind is skipped.
    package var ignoresDownstreamTriggerRules: Bool?

    /// Makes settings.
    ///
    /// - Parameters:
    ///   - retries: How many more tries a failed task gets.
    ///   - retryDelay: The delay between two tries.
    ///   - backoff: How that delay grows.
    ///   - maximumRetryDelay: The longest delay between two tries.
    ///   - timeout: The time after which a try is ended.
    ///   - triggerRule: When the task may start.
    ///   - pool: The pool whose slots it takes.
    ///   - queue: The queue that workers take it from.
    ///   - executor: The executor that Airflow hands it to: its alias, class or module path in `[core] executor`.
    ///   - owner: Who answers for it.
    public init(
        retries: Int? = nil, retryDelay: Duration? = nil, backoff: Backoff? = nil, maximumRetryDelay: Duration? = nil,
        timeout: Duration? = nil, triggerRule: TriggerRule? = nil, pool: String? = nil, queue: String? = nil,
        executor: String? = nil, owner: String? = nil
    ) {
        self.retries = retries
        self.retryDelay = retryDelay
        self.backoff = backoff
        self.maximumRetryDelay = maximumRetryDelay
        self.timeout = timeout
        self.triggerRule = triggerRule
        self.pool = pool
        self.queue = queue
        self.executor = executor
        self.owner = owner
    }

    /// Writes what is set into a task's definition.
    ///
    /// - Parameter task: The definition to change.
    package func apply(to task: inout TaskDefinition) {
        if let retries { task.retries = retries }
        if let retryDelay { task.retryDelay = retryDelay.seconds }
        if let backoff { task.retryExponentialBackoff = backoff.factor }
        if let maximumRetryDelay { task.maxRetryDelay = maximumRetryDelay.seconds }
        if let timeout { task.executionTimeout = timeout.seconds }
        if let triggerRule { task.triggerRule = triggerRule }
        if let pool { task.pool = pool }
        if let poolSlots { task.poolSlots = poolSlots }
        if let priorityWeight { task.priorityWeight = priorityWeight }
        if let weightRule { task.weightRule = weightRule }
        if let queue { task.queue = queue }
        if let executor { task.executor = executor }
        if let owner { task.owner = owner }
        if let maximumActivePerDAG { task.maxActivePerDAG = maximumActivePerDAG }
        if let maximumActivePerRun { task.maxActivePerRun = maximumActivePerRun }
        if let dependsOnPast { task.dependsOnPast = dependsOnPast }
        if let waitForDownstream { task.waitForDownstream = waitForDownstream }
        if let pushesXCom { task.doXComPush = pushesXCom }
        if let kind { task.kind = kind }
        if let ignoresDownstreamTriggerRules { task.ignoreDownstreamTriggerRules = ignoresDownstreamTriggerRules }
    }
}
