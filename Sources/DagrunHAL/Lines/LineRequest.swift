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

    /// Lets go of the lines, each as its release policy says. Nothing happens the second time.
    func release()
}

extension LineRequest {
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
