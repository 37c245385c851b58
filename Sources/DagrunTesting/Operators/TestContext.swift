// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunModel
public import DagrunRuntime
public import FoundationEssentials

/// What an operator finds around it in a test.
///
/// ```swift
/// let context = TestContext(services: InMemoryServices(variables: ["greeting": "hello"]), params: ["name": "Ada"])
/// let result = await Greet().test(in: context)
/// #expect(result.output == "hello Ada")
/// ```
public struct TestContext: Sendable {
    /// What the operator may ask of the outside.
    public var services: any TaskServices
    /// Where the time comes from.
    public var clock: any RunClock
    /// The values of params.
    public var params: [String: JSONValue]
    /// The instant the run stands for; nil: none.
    public var logicalDate: Date?
    /// The hardware that the operator may use; nil: none.
    ///
    /// A virtual board goes by the clock's time.
    public var board: Board?
    /// The instance's place in its mapped task; -1 where it is not mapped.
    public var mapIndex = TaskInstanceID.unmapped
    /// The number of the try, from 1.
    public var tryNumber = 1
    /// The task that the operator stands in; its defaults are applied to it.
    public var task = TaskDefinition(taskID: "task")

    /// Makes a context.
    ///
    /// - Parameters:
    ///   - services: What the operator may ask of the outside.
    ///   - params: The values of params.
    ///   - logicalDate: The instant the run stands for; nil: none.
    ///   - clock: Where the time comes from; nil: from the board of the test, or a virtual clock of its own.
    ///   - board: The hardware that the operator may use; nil: the board that the test has by `BoardTrait`, unless a clock is given.
    public init(
        services: any TaskServices = InMemoryServices(), params: [String: JSONValue] = [:], logicalDate: Date? = nil,
        clock: (any RunClock)? = nil, board: Board? = nil
    ) {
        let ambient = clock == nil && board == nil ? TestBoard.running : nil
        self.board = board ?? ambient?.hardware
        self.services = services
        self.params = params
        self.logicalDate = logicalDate
        self.clock = clock ?? ambient?.clock ?? VirtualClock()
    }

    func facts() -> RunFacts {
        RunFacts(
            dagID: "test", runID: "test", logicalDate: logicalDate, runAfter: logicalDate ?? clock.now(), params: params
        )
    }
}
