// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that stands for one task and has its modifiers.
public protocol TaskConfigurable: Sendable {
    /// The declaration behind it.
    var node: TaskNode { get }
}

extension TaskConfigurable {
    /// The task's full id, with the ids of its groups: `outer.inner.task`.
    public var id: String { node.id }

    func change(_ change: (inout sending TaskDraftState) -> Void) -> Self {
        node.update(change)
        return self
    }

    // MARK: Tries

    /// Gives a failed task more tries.
    ///
    /// - Parameters:
    ///   - count: How many more; at least 0.
    ///   - delay: The delay between two tries; five minutes where none is given here or in the defaults.
    ///   - backoff: How the delay grows.
    ///   - maximumDelay: The longest delay between two tries.
    /// - Returns: The task.
    @discardableResult
    public func retries(
        _ count: Int, delay: Duration? = nil, backoff: Backoff? = nil, maximumDelay: Duration? = nil
    ) -> Self {
        change {
            TaskSettings(retries: count, retryDelay: delay, backoff: backoff, maximumRetryDelay: maximumDelay)
                .apply(to: &$0.definition)
        }
    }

    /// Decides by the error whether there is another try.
    ///
    /// - Parameter policy: Says what an error means.
    /// - Returns: The task.
    @discardableResult
    public func retryPolicy(_ policy: @escaping @Sendable (any Error) -> RetryDecision) -> Self {
        change { $0.retryPolicy = policy }
    }

    /// Ends a try that takes longer.
    ///
    /// Airflow's `execution_timeout`.
    ///
    /// - Parameter limit: The longest a try may take.
    /// - Returns: The task.
    @discardableResult
    public func timeout(_ limit: Duration) -> Self { change { $0.definition.executionTimeout = limit.seconds } }

    // MARK: Scheduling

    /// Sets when the task may start.
    ///
    /// - Parameter rule: Judges the states of the task's upstreams.
    /// - Returns: The task.
    @discardableResult
    public func triggerRule(_ rule: TriggerRule) -> Self { change { $0.definition.triggerRule = rule } }

    /// Sets the pool whose slots the task takes.
    ///
    /// - Parameters:
    ///   - name: The pool's name.
    ///   - slots: How many slots it takes; at least 1.
    /// - Returns: The task.
    @discardableResult
    public func pool(_ name: String, slots: Int = 1) -> Self {
        change {
            $0.definition.pool = name
            $0.definition.poolSlots = slots
        }
    }

    /// Sets the weight of the task among those that may start.
    ///
    /// - Parameters:
    ///   - weight: The task's own weight.
    ///   - rule: How its effective priority is made.
    /// - Returns: The task.
    @discardableResult
    public func priority(_ weight: Int, rule: WeightRule = .downstream) -> Self {
        change {
            $0.definition.priorityWeight = weight
            $0.definition.weightRule = rule
        }
    }

    /// Sets the queue that workers take the task from.
    ///
    /// - Parameter name: The queue's name.
    /// - Returns: The task.
    @discardableResult
    public func queue(_ name: String) -> Self { change { $0.definition.queue = name } }

    /// Sets the executor that Airflow hands the task to, where it has several.
    ///
    /// - Parameter name: An executor of `[core] executor`: its alias, its class such as `CeleryExecutor`, or its module path.
    ///   Airflow refuses a DAG that names one which is not there.
    /// - Returns: The task.
    @discardableResult
    public func executor(_ name: String) -> Self { change { $0.definition.executor = name } }

    /// Limits how many instances of the task run at once.
    ///
    /// - Parameters:
    ///   - perDAG: The most over all runs of the DAG.
    ///   - perRun: The most within a run.
    /// - Returns: The task.
    @discardableResult
    public func maximumActive(perDAG: Int? = nil, perRun: Int? = nil) -> Self {
        change {
            if let perDAG { $0.definition.maxActivePerDAG = perDAG }
            if let perRun { $0.definition.maxActivePerRun = perRun }
        }
    }

    /// Makes the task wait until its instance of the previous run succeeded.
    ///
    /// - Parameter waitForDownstream: Whether it also waits for the tasks right behind that instance.
    /// - Returns: The task.
    @discardableResult
    public func dependsOnPast(waitForDownstream: Bool = false) -> Self {
        change {
            $0.definition.dependsOnPast = true
            $0.definition.waitForDownstream = waitForDownstream
        }
    }

    // MARK: Data

    /// Keeps each member of the task's result as an XCom of its own too.
    ///
    /// - Parameter enabled: Whether it does.
    /// - Returns: The task.
    @discardableResult
    public func multipleOutputs(_ enabled: Bool = true) -> Self { change { $0.definition.multipleOutputs = enabled } }

    /// Keeps the task's result from being pushed.
    ///
    /// - Returns: The task.
    @discardableResult
    public func withoutXComPush() -> Self { change { $0.definition.doXComPush = false } }

    /// Names assets that the task reads.
    ///
    /// - Parameter assets: The assets.
    /// - Returns: The task.
    @discardableResult
    public func inlets(_ assets: Asset...) -> Self { change { $0.definition.inlets += assets } }

    /// Names assets that the task writes.
    ///
    /// - Parameter assets: The assets; each gets an event when the task succeeds.
    /// - Returns: The task.
    @discardableResult
    public func outlets(_ assets: Asset...) -> Self { change { $0.definition.outlets += assets } }

    /// Names aliases through which the task writes assets that are known only when it runs.
    ///
    /// - Parameter aliases: The aliases.
    /// - Returns: The task.
    @discardableResult
    public func outlets(_ aliases: AssetAlias...) -> Self {
        change { $0.definition.outletAliases += aliases.map(\.name) }
    }

    // MARK: Words

    /// Documents the task.
    ///
    /// - Parameter markdown: The text, in Markdown.
    /// - Returns: The task.
    @discardableResult
    public func docs(_ markdown: String) -> Self { change { $0.definition.docMarkdown = markdown } }

    /// Shows a name instead of the id.
    ///
    /// - Parameter name: The name.
    /// - Returns: The task.
    @discardableResult
    public func displayName(_ name: String) -> Self { change { $0.definition.displayName = name } }

    /// Says who answers for the task.
    ///
    /// - Parameter name: The owner's name.
    /// - Returns: The task.
    @discardableResult
    public func owner(_ name: String) -> Self { change { $0.definition.owner = name } }

    // MARK: Setup and teardown

    /// Makes the task a setup: what comes behind needs it, and a teardown undoes it.
    ///
    /// - Returns: The task.
    @discardableResult
    public func setup() -> Self { change { $0.definition.isSetup = true } }

    /// Makes the task a teardown: it runs when its setups succeeded, whatever became of the work between.
    ///
    /// - Parameters:
    ///   - setups: The setups it undoes; each is placed in front of it.
    ///   - failsRun: Whether its failure fails the run.
    /// - Returns: The task.
    @discardableResult
    public func teardown(of setups: any TaskConfigurable..., failsRun: Bool = false) -> Self {
        let ids = setups.map(\.id)
        for setup in setups { setup.node.update { $0.definition.isSetup = true } }
        return change {
            $0.definition.teardown = TaskDefinition.Teardown(setups: ids, onFailureFailDAGRun: failsRun)
            $0.definition.triggerRule = .allDoneSetupSuccess
        }
    }

    // MARK: Callbacks

    /// Calls code when the task succeeded.
    ///
    /// - Parameter callback: The code; an error in it is logged and changes nothing.
    /// - Returns: The task.
    @discardableResult
    public func onSuccess(_ callback: @escaping @Sendable (TaskContext) async throws -> Void) -> Self {
        change { $0.callbacks.onSuccess.append { context, _ in try await callback(context) } }
    }

    /// Calls code when the task failed and is not tried again.
    ///
    /// - Parameter callback: The code; an error in it is logged and changes nothing.
    /// - Returns: The task.
    @discardableResult
    public func onFailure(_ callback: @escaping @Sendable (TaskContext, any Error) async throws -> Void) -> Self {
        change { $0.callbacks.onFailure.append(Self.withError(callback)) }
    }

    /// Calls code when a try failed and another one follows.
    ///
    /// - Parameter callback: The code; an error in it is logged and changes nothing.
    /// - Returns: The task.
    @discardableResult
    public func onRetry(_ callback: @escaping @Sendable (TaskContext, any Error) async throws -> Void) -> Self {
        change { $0.callbacks.onRetry.append(Self.withError(callback)) }
    }

    /// Calls code when the task skipped itself.
    ///
    /// - Parameter callback: The code; an error in it is logged and changes nothing.
    /// - Returns: The task.
    @discardableResult
    public func onSkip(_ callback: @escaping @Sendable (TaskContext) async throws -> Void) -> Self {
        change { $0.callbacks.onSkip.append { context, _ in try await callback(context) } }
    }

    private static func withError(_ callback: @escaping @Sendable (TaskContext, any Error) async throws -> Void)
        -> TaskCallbacks.Callback
    {
        { context, error in
            guard let error else { return }
            try await callback(context, error)
        }
    }
}
