// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Turns a relay on for a time, or on, or off.
///
/// ```swift
/// task("pump", RelayOperator("relay.pump", for: .seconds(4)))
/// task("heat_on", RelayOperator("relay.heater", isOn: true))
/// ```
///
/// On for a time, it is off when the task ends, however it ends: also when it fails, is cancelled or runs out of time.
/// Turned on without a time, it stays on for the tasks behind it, and only a `RelayOperator` can use it then; when the
/// board is closed, at the end of the run or by SIGTERM, it is turned off. A process that is killed can't turn anything
/// off.
public struct RelayOperator: Operator {
    private let pin: PinID
    // One of the two is there.
    private let duration: Input<Duration>?
    private let isOn: Input<Bool>?
    private let activeHigh: Bool

    /// Turns a relay on for a time.
    ///
    /// - Parameters:
    ///   - pin: Its pin.
    ///   - duration: How long.
    ///   - activeHigh: Whether it is on when its pin is high; false for most relay modules with optocouplers.
    public init(_ pin: PinID, for duration: Duration, activeHigh: Bool = true) {
        self.init(pin, for: .value(duration), activeHigh: activeHigh)
    }

    /// Turns a relay on for a time that another task returned.
    ///
    /// - Parameters:
    ///   - pin: Its pin.
    ///   - duration: How long.
    ///   - activeHigh: Whether it is on when its pin is high; false for most relay modules with optocouplers.
    public init(_ pin: PinID, for duration: Input<Duration>, activeHigh: Bool = true) {
        self.pin = pin
        self.activeHigh = activeHigh
        self.duration = duration
        isOn = nil
    }

    /// Turns a relay on or off.
    ///
    /// - Parameters:
    ///   - pin: Its pin.
    ///   - isOn: Whether it is to be on.
    ///   - activeHigh: Whether it is on when its pin is high; false for most relay modules with optocouplers.
    public init(_ pin: PinID, isOn: Input<Bool>, activeHigh: Bool = true) {
        self.pin = pin
        self.activeHigh = activeHigh
        duration = nil
        self.isOn = isOn
    }

    /// Turns the relay on or off.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Nothing.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no board or no such pin; ``DagrunHAL/HALError``
    ///   when the hardware fails or an interlock forbids it; `CancellationError` when the task is told to stop.
    public func execute(_ context: TaskContext) async throws -> NoOutput {
        let duration = try await context.resolve(duration)
        let isOn = try await context.resolve(isOn) ?? false
        try await context.onBoard { board in
            try await relay(board, context) { relay in
                guard let duration else {
                    try relay.set(isOn)
                    context.logger.info(isOn ? "on" : "off", metadata: ["pin": "\(pin)"])
                    return isOn
                }
                context.logger.info("on for \(duration)", metadata: ["pin": "\(pin)"])
                let end = board.clock.now + duration
                try relay.set(true)
                try await board.clock.sleep(until: end)
                try relay.set(false)
                return false
            }
        }
        return NoOutput()
    }

    /// How long it waits for a line that another task uses.
    private static let patience = Duration.seconds(10)

    // What the body returns says whether the relay is kept, on, for the tasks behind this one.
    private func relay(_ board: Board, _ context: TaskContext, _ body: (LineLease) async throws -> Bool) async throws {
        let key = "relay \(try board.address(of: pin))"
        let lease: LineLease
        if let kept = board.notes.take(key, as: LineLease.self) {
            lease = kept
        } else {
            lease = try await board.lease(
                pin, .output(false, activeLow: !activeHigh, onRelease: .safe(false)), holder: context.holder,
                waiting: Self.patience)
        }
        var isKept = false
        // A lease that ends drives its line to the safe value, whatever ends it.
        defer { if !isKept { lease.release() } }
        isKept = try await body(lease)
        if isKept { board.notes.leave(lease, key) }
    }
}
