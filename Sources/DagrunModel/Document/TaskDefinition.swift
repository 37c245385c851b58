// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A task of a DAG document.
///
/// Names and defaults are those of Airflow's `BaseOperator`. Durations are in seconds.
public struct TaskDefinition: Sendable, Hashable, Codable {
    /// What a task does to the graph when it succeeds.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing.
        case plain
        /// Chooses which of its paths go on; the others are skipped.
        case branch
        /// Goes on or skips all that comes behind.
        case shortCircuit = "short_circuit"
    }

    /// What makes a task a teardown.
    public struct Teardown: Sendable, Hashable, Codable {
        /// The full ids of the setups it undoes.
        public var setups: [String]
        /// Whether its failure fails the run.
        public var onFailureFailDAGRun: Bool

        /// Makes the facts of a teardown.
        ///
        /// - Parameters:
        ///   - setups: The full ids of the setups it undoes.
        ///   - onFailureFailDAGRun: Whether its failure fails the run.
        public init(setups: [String], onFailureFailDAGRun: Bool = false) {
            self.setups = setups
            self.onFailureFailDAGRun = onFailureFailDAGRun
        }
    }

    /// A data input of a task.
    public struct DataInput: Sendable, Hashable, Codable {
        /// The argument's name.
        public var name: String
        /// The full id of the task whose output it takes.
        public var task: String
        /// The type of the value, as Swift names it.
        public var type: String

        /// Makes a data input.
        ///
        /// - Parameters:
        ///   - name: The argument's name.
        ///   - task: The full id of the upstream.
        ///   - type: The type of the value.
        public init(name: String, task: String, type: String) {
            self.name = name
            self.task = task
            self.type = type
        }
    }

    /// The full id, with the prefixes of its groups: `outer.inner.task`.
    public var taskID: String
    /// The full id of its group.
    public var group: String?
    /// The name of its operator.
    public var operatorName: String
    /// What it does to the graph.
    public var kind: Kind = .plain
    /// A name to show instead of the id.
    public var displayName: String?
    /// Documentation in Markdown.
    public var docMarkdown: String?
    /// Who answers for it.
    public var owner: String?
    /// When it may start.
    public var triggerRule: TriggerRule = .allSuccess
    /// How many more tries a failed one gets.
    public var retries: Int = 0
    /// Seconds between two tries.
    public var retryDelay: Double = 300
    /// The factor by which the delay grows with each try; 0: it does not.
    public var retryExponentialBackoff: Double = 0
    /// The longest delay between two tries, in seconds.
    public var maxRetryDelay: Double?
    /// Seconds after which a try is ended.
    public var executionTimeout: Double?
    /// The pool whose slots it takes.
    public var pool: String = "default_pool"
    /// How many slots it takes.
    public var poolSlots: Int = 1
    /// Its own weight among tasks that may start.
    public var priorityWeight: Int = 1
    /// How its effective priority is made.
    public var weightRule: WeightRule = .downstream
    /// The queue that workers take it from.
    public var queue: String?
    /// The executor that Airflow hands it to, by its alias, class or module path in `[core] executor`; absent: the first one there.
    public var executor: String?
    /// The most instances of it that run at once, over all runs.
    public var maxActivePerDAG: Int?
    /// The most instances of it that run at once in a run.
    public var maxActivePerRun: Int?
    /// Waits until its instance of the previous run succeeded.
    public var dependsOnPast: Bool = false
    /// Waits until the tasks right behind its instance of the previous run are done too.
    public var waitForDownstream: Bool = false
    /// Assets it reads.
    public var inlets: [AssetDefinition] = []
    /// Assets it writes.
    public var outlets: [AssetDefinition] = []
    /// The names of asset aliases through which it writes assets that are known only when it runs.
    public var outletAliases: [String] = []
    /// Whether it is a setup.
    public var isSetup: Bool = false
    /// Set when it is a teardown.
    public var teardown: Teardown?
    /// Whether its result is kept as the XCom `return_value`.
    public var doXComPush: Bool = true
    /// Whether each member of its result is kept as an XCom of its own too.
    public var multipleOutputs: Bool = false
    /// Whether instances are labelled by more than their index.
    public var hasMapLabel: Bool = false
    /// For a short circuit: whether all that comes behind is skipped, whatever its trigger rule.
    public var ignoreDownstreamTriggerRules: Bool = true
    /// For a branch: the names of its paths and what each leads to.
    public var branchPaths: [String: [String]] = [:]
    /// The events it has callbacks for: `success`, `failure`, `retry`, `skip`.
    public var callbacks: [String] = []
    /// Data inputs, in the order of their declaration.
    public var inputs: [DataInput] = []
    /// What it is mapped over.
    public var expand: ExpandDefinition?
    /// The type of its result, as Swift names it; absent: it returns nothing.
    public var outputType: String?

    /// Makes a task with Airflow's defaults.
    ///
    /// - Parameters:
    ///   - taskID: The full id.
    ///   - operatorName: The name of its operator.
    ///   - group: The full id of its group.
    public init(taskID: String, operatorName: String = "EmptyOperator", group: String? = nil) {
        self.taskID = taskID
        self.operatorName = operatorName
        self.group = group
    }
}
