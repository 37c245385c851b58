// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a line is to be used.
///
/// libgpiod's `gpiod_line_settings`, and the policy for its end.
///
/// ```swift
/// let button = LineConfig.input(bias: .pullUp, activeLow: true, edges: .both, debounce: .milliseconds(5))
/// let relay = LineConfig.output(false, activeLow: true, onRelease: .safe(false))
/// ```
public struct LineConfig: Sendable, Hashable {
    /// Which way the line goes.
    public var direction: Direction
    /// What pulls the line when nothing drives it.
    public var bias: Bias
    /// How an output drives the line.
    public var drive: Drive
    /// Whether the line is active when its voltage is low.
    public var activeLow: Bool
    /// Which edges of an input are told.
    public var edges: EdgeDetection
    /// How long an input must be stable before an edge counts.
    ///
    /// Zero: no time. At most 4294 s, to the microsecond.
    public var debounce: Duration
    /// The clock that edges are stamped with.
    public var eventClock: EventClock
    /// The logical value that an output begins with; it is there from the first instant on.
    public var initialValue: Bool
    /// What becomes of the line when its owner lets go of it.
    public var onRelease: ReleasePolicy

    /// Makes a configuration.
    ///
    /// - Parameters:
    ///   - direction: Which way the line goes.
    ///   - bias: What pulls the line when nothing drives it.
    ///   - drive: How an output drives the line.
    ///   - activeLow: Whether the line is active when its voltage is low.
    ///   - edges: Which edges of an input are told.
    ///   - debounce: How long an input must be stable before an edge counts.
    ///   - eventClock: The clock that edges are stamped with.
    ///   - initialValue: The logical value that an output begins with.
    ///   - onRelease: What becomes of the line when its owner lets go of it.
    public init(
        direction: Direction = .asIs, bias: Bias = .asIs, drive: Drive = .pushPull, activeLow: Bool = false,
        edges: EdgeDetection = .none, debounce: Duration = .zero, eventClock: EventClock = .monotonic,
        initialValue: Bool = false, onRelease: ReleasePolicy = .input
    ) {
        self.direction = direction
        self.bias = bias
        self.drive = drive
        self.activeLow = activeLow
        self.edges = edges
        self.debounce = debounce
        self.eventClock = eventClock
        self.initialValue = initialValue
        self.onRelease = onRelease
    }

    /// An input.
    ///
    /// - Parameters:
    ///   - bias: What pulls the line when nothing drives it.
    ///   - activeLow: Whether the line is active when its voltage is low.
    ///   - edges: Which edges are told.
    ///   - debounce: How long the line must be stable before an edge counts.
    /// - Returns: The configuration.
    public static func input(
        bias: Bias = .asIs, activeLow: Bool = false, edges: EdgeDetection = .none, debounce: Duration = .zero
    ) -> LineConfig {
        LineConfig(direction: .input, bias: bias, activeLow: activeLow, edges: edges, debounce: debounce)
    }

    /// An output.
    ///
    /// - Parameters:
    ///   - initialValue: The logical value that it begins with.
    ///   - drive: How it drives the line.
    ///   - activeLow: Whether the line is active when its voltage is low.
    ///   - onRelease: What becomes of the line when its owner lets go of it.
    /// - Returns: The configuration.
    public static func output(
        _ initialValue: Bool = false, drive: Drive = .pushPull, activeLow: Bool = false,
        onRelease: ReleasePolicy = .input
    ) -> LineConfig {
        LineConfig(
            direction: .output, drive: drive, activeLow: activeLow, initialValue: initialValue, onRelease: onRelease)
    }

    /// What is wrong with the combination, as the kernel would say; nil when nothing is.
    ///
    /// Source: `gpio_v2_line_config_flags_validate` in Linux `drivers/gpio/gpiolib-cdev.c`.
    public var fault: String? {
        if direction != .input, edges != .none { return "only an input tells edges" }
        if direction != .input, debounce > .zero { return "only an input can be debounced" }
        if direction != .output, drive != .pushPull { return "only an output has a drive" }
        if direction == .asIs, bias != .asIs { return "a bias needs a direction" }
        if debounce < .zero || debounce > .microseconds(Int64(UInt32.max)) {
            return "a debounce time is between 0 and 4294 s"
        }
        return nil
    }
}
