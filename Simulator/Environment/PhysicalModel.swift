// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What changes quantities in the course of time: a boiler that cools, a pump that moves water.
///
/// All of a model's state are its quantities. While something goes on, the kernel calls ``advance(by:_:)`` in steps. Once
/// ``isResting(_:)`` says that only what is known in closed form goes on, it makes no more steps: it asks ``rest(for:_:)`` for the values
/// when somebody looks or records, and wakes the model when an input changes. So a day without events costs nothing, and whether somebody looks
/// changes no digit.
public protocol PhysicalModel: AnyObject, SendableMetatype {
    /// The name, for messages.
    var name: String { get }
    /// The quantities that it adds to the environment.
    var quantities: [Quantity] { get }
    /// The names of other quantities whose changes it must know.
    var inputs: [String] { get }
    /// How long a step is; more than zero.
    var step: Duration { get }

    /// The board was switched on: looks up quantities.
    ///
    /// - Parameter context: The model's surroundings.
    func start(_ context: borrowing ModelContext)

    /// Lets time pass while something goes on.
    ///
    /// - Parameters:
    ///   - seconds: How much, in seconds: a step, or less where an input changes within it.
    ///   - context: The model's surroundings.
    func advance(by seconds: Double, _ context: borrowing ModelContext)

    /// Whether from now on, with the inputs as they are, ``rest(for:_:)`` says what happens.
    ///
    /// - Parameter context: The model's surroundings.
    /// - Returns: True when it does.
    func isResting(_ context: borrowing ModelContext) -> Bool

    /// Sets the quantities to what they are after some time of rest, from what they were when the rest began.
    ///
    /// Where a threshold is watched, each quantity must go one way only during a rest.
    ///
    /// - Parameters:
    ///   - seconds: The time since the rest began, in seconds.
    ///   - context: The model's surroundings; the quantities of the model are as they were when the rest began.
    func rest(for seconds: Double, _ context: borrowing ModelContext)
}

extension PhysicalModel {
    /// None.
    public var inputs: [String] { [] }
    /// Ten milliseconds.
    public var step: Duration { .milliseconds(10) }
    /// Does nothing.
    public func start(_ context: borrowing ModelContext) {}
    /// Nothing changes.
    public func rest(for seconds: Double, _ context: borrowing ModelContext) {}
}
