// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunHAL
internal import DagrunLocal
public import FoundationEssentials

extension DAG {
    /// Runs the DAG in a test: without disk, without real time, and in the same order each time.
    ///
    /// ```swift
    /// @Test func skipsRowsWithoutSales() async throws {
    ///     let run = try await sales.test(inputs: ["pull": .string("city,sales\nAustin,NA\nDallas,7")])
    ///     #expect(run.state == .success)
    ///     #expect(try run.output(of: "report", as: Report.self).skipped == 1)
    /// }
    /// ```
    ///
    /// Tasks whose output is given are not run, nor is what is in front of them and of no use to anything else. The
    /// environment and the files with secrets are not looked at.
    ///
    /// - Parameters:
    ///   - params: Values of the DAG's params.
    ///   - inputs: What tasks that are not run returned, by task id. For a mapped task: an array with an element for
    ///     each instance.
    ///   - only: The tasks and groups to run; empty: all.
    ///   - logicalDate: The instant the run stands for; nil: none.
    ///   - variables: The texts of variables.
    ///   - connections: Connections by id.
    ///   - answers: What people answer, by the id of the task that asks: `["approve": ["Approve"]]`.
    ///   - previousRun: The latest run before that succeeded; a test has no others. Give a logical date, too: without
    ///     one, a run has none before it.
    ///   - pools: The slots of pools other than `default_pool`.
    ///   - parallel: The most task instances at once.
    ///   - clock: Where the time comes from; nil: from the board of the test, or a virtual clock of its own.
    ///   - board: The hardware that tasks may use; nil: the board that the test has by `BoardTrait`, unless a clock is given. It is
    ///     left open. A virtual board goes by the clock's time.
    /// - Returns: What came of it; a run that failed is no error.
    /// - Throws: When the DAG does not load, or something given does not fit it.
    public func test(
        params: [String: JSONValue] = [:], inputs: [String: JSONValue] = [:], only: [String] = [],
        logicalDate: Date? = nil, variables: [String: String] = [:], connections: [String: Connection] = [:],
        answers: [String: HumanAnswer] = [:], previousRun: PreviousRun? = nil, pools: [String: Int] = [:],
        parallel: Int = 32,
        clock: (any RunClock)? = nil, board: Board? = nil
    ) async throws -> TestRun {
        guard faults.isEmpty else { throw DAGLoadError(faults: faults) }
        for name in params.keys.sorted() where document.dag.params[name] == nil {
            let known = document.dag.params.keys.sorted()
            let hint = Suggestion.closest(to: name, in: known).map { "; did you mean “\($0)”?" } ?? ""
            throw RunError.badOption("the DAG has no param “\(name)”\(hint)")
        }
        var configuration = LocalRunConfiguration()
        configuration.root = nil
        configuration.packageFolder = nil
        configuration.runID = "test"
        configuration.conf = params
        configuration.logicalDate = logicalDate
        configuration.pools.merge(pools) { $1 }
        configuration.parallel = parallel
        let ambient = clock == nil && board == nil ? TestBoard.running : nil
        configuration.clock = clock ?? ambient?.clock ?? VirtualClock()
        configuration.board = board ?? ambient?.hardware
        configuration.given.variables = variables
        configuration.given.connections = connections
        configuration.given.previousRun = previousRun
        configuration.answers = answers
        configuration.inputs = inputs
        configuration.selection.only = try TestSelection(document).tasks(only: only, given: Set(inputs.keys))
        let box = TestObservations()
        configuration.onEvents = { box.add($0) }
        let console = ambient?.console
        configuration.onLog = {
            box.add($2, of: $0)
            console?.append($2 + "\n")
        }
        configuration.onWarning = { box.add(warning: $0) }
        let record = await (try LocalRun(self, configuration)).execute()
        return TestRun(record: record, document: document, observations: box)
    }
}
