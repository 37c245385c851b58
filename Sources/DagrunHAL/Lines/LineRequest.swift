// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Lines that were claimed together, and how to use them.
///
/// One request is one atomic claim: all of its lines are got, with direction, value and bias, or none is. libgpiod's
/// `gpiod_line_request`.
///
/// None of its calls waits but ``nextEvent()``. A request that nobody refers to any longer releases its lines.
public protocol LineRequest: AnyObject, Sendable {
    /// The lines, in the order in which they were asked for; places in it are what the other calls speak of.
    var lines: [LineAddress] { get }
    /// Who holds the lines, as others see it.
    var consumer: String { get }

    /// Reads lines at once.
    ///
    /// - Parameter mask: The lines to read, one bit each.
    /// - Returns: Their logical values.
    /// - Throws: ``HALError`` with the code `gone` when the chip was unplugged or the request was released.
    func values(mask: UInt64) throws(HALError) -> LineValues

    /// Sets outputs at once.
    ///
    /// - Parameter values: The logical values of those that are to change.
    /// - Throws: ``HALError`` with the code `invalid` when one is no output; with `gone` when the chip was unplugged or the
    ///   request was released.
    func set(_ values: LineValues) throws(HALError)

    /// Changes how the lines are used without letting go of them.
    ///
    /// Outputs that stay outputs take the initial value of their new configuration.
    ///
    /// - Parameter configs: The new configurations, one for each line.
    /// - Throws: ``HALError``; the lines are as they were then.
    func reconfigure(_ configs: [LineConfig]) throws(HALError)

    /// Takes the oldest event that was not taken yet, if there is one.
    ///
    /// - Returns: The event; nil when there is none now.
    /// - Throws: ``HALError`` with the code `gone` when the chip was unplugged or the request was released.
    func pollEvent() throws(HALError) -> LineEvent?

    /// Waits for an event and takes it.
    ///
    /// Events have one reader: of two that wait, each gets some of them.
    ///
    /// - Returns: The event.
    /// - Throws: ``HALError`` with the code `gone` when the chip is unplugged or the request is released meanwhile;
    ///   `CancellationError` when the task is cancelled.
    func nextEvent() async throws -> LineEvent

    /// Hands events over as they are noticed, from now on, instead of keeping them for ``nextEvent()``.
    ///
    /// A backend that notices events on a thread of its own spares a change of threads so; others need not do it.
    ///
    /// - Parameter sink: Takes the events that were read at once, in order; or, as the last thing, why there are no more. It is
    ///   quick, is never called twice at the same time, and not from within another call of the request.
    /// - Returns: Whether the backend does so; when not, events are taken by ``nextEvent()`` and the sink is never called.
    func handEvents(to sink: @escaping @Sendable (Result<[LineEvent], HALError>) -> Void) -> Bool

    /// Lets go of the lines, each as its release policy says. Nothing happens the second time.
    func release()
}

extension LineRequest {
    /// Hands no events over.
    ///
    /// - Parameter sink: Is never called.
    /// - Returns: False: events are taken by ``nextEvent()``.
    public func handEvents(to sink: @escaping @Sendable (Result<[LineEvent], HALError>) -> Void) -> Bool { false }

    /// Reads a line.
    ///
    /// - Parameter index: Its place in the request, from 0.
    /// - Returns: Its logical value.
    /// - Throws: ``HALError``, as for several lines.
    public func value(at index: Int) throws(HALError) -> Bool {
        try values(mask: 1 << index)[index] ?? false
    }

    /// Sets an output.
    ///
    /// - Parameters:
    ///   - value: Its logical value.
    ///   - index: Its place in the request, from 0.
    /// - Throws: ``HALError``, as for several lines.
    public func set(_ value: Bool, at index: Int) throws(HALError) { try set(LineValues(value, at: index)) }
}
