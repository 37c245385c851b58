// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A rule that an output must never break, declared beside the wiring of its board.
///
/// The broker keeps it, on real hardware and in simulation, whatever tasks do: it refuses to switch the output on when the rule
/// forbids that, and switches it off when the rule comes to forbid it.
///
/// ```swift
/// let board = Board(
///     backend, description: .raspberryPi4, wiring: ["heater": "GPIO23", "tank": "GPIO24"],
///     interlocks: [
///         .requires("tank", for: "heater", .input(bias: .pullUp), "there is water in the tank"),
///         .requires(reading: "boiler.celsius", in: 0...130, for: "heater"),
///         .limit("heater", onTime: .seconds(90)),
///         .watchdog("heater", .seconds(2)),
///     ])
/// ```
///
/// An interlock that switched its output off stays so until a holder has set the output to its safe value: who never noticed
/// can't switch it on again. When the board is closed, each output with an interlock is driven to its safe value, whatever its
/// release policy says.
///
/// What it can't do: it ends with the process (SIGKILL, a crash), and it knows nothing of what a pin does as PWM or as part of
/// a bus. Where people or houses may come to harm, a thermal fuse belongs in the circuit.
public struct Interlock: Sendable {
    enum Rule: Sendable {
        case line(PinID, LineConfig)
        case check(@Sendable () throws -> Bool)
        case reading(String, ClosedRange<Double>, age: Duration)
        case onTime(Duration)
        case watchdog(Duration)
    }

    /// The output that is watched.
    public let output: PinID
    /// What must hold, in words, for the error that a holder gets.
    public let name: String
    /// The logical value of the output that is always allowed.
    public let safeValue: Bool
    /// How often the rule is looked at while the output has another value.
    public let interval: Duration
    let rule: Rule

    private init(_ rule: Rule, _ output: PinID, _ name: String, safeValue: Bool, interval: Duration) {
        self.rule = rule
        self.output = output
        self.name = name
        self.safeValue = safeValue
        self.interval = max(interval, .milliseconds(1))
    }

    /// An output that may be on only while an input is active.
    ///
    /// - Parameters:
    ///   - input: The input. The broker claims it unless somebody has it; a task may still lease it.
    ///   - output: The output.
    ///   - config: How the input is used; with ``LineConfig/activeLow`` its low voltage is what is required.
    ///   - name: What must hold, in words.
    ///   - safeValue: The logical value of the output that is always allowed.
    ///   - interval: How often the input is looked at while the output is on; at least 1 ms.
    /// - Returns: The interlock.
    public static func requires(
        _ input: PinID, for output: PinID, _ config: LineConfig = .input(), _ name: String? = nil,
        safeValue: Bool = false, interval: Duration = .milliseconds(100)
    ) -> Interlock {
        Interlock(
            .line(input, config), output, name ?? "‘\(input)’ is active", safeValue: safeValue, interval: interval)
    }

    /// An output that may be on only while a measured value is within a range, and was measured not long ago.
    ///
    /// Who measures tells the board, by ``Board/note(_:as:)``. A value that nobody told, or that has grown old, forbids the output
    /// like one outside of the range: a sensor that fell off is no reason to heat.
    ///
    /// - Parameters:
    ///   - reading: The value's name, such as `boiler.celsius`.
    ///   - range: The values at which the output may be on.
    ///   - output: The output.
    ///   - age: How old the value may be.
    ///   - safeValue: The logical value of the output that is always allowed.
    ///   - interval: How often the value is looked at while the output is on; at least 1 ms.
    /// - Returns: The interlock.
    public static func requires(
        reading: String, in range: ClosedRange<Double>, for output: PinID, notOlderThan age: Duration = .seconds(2),
        safeValue: Bool = false, interval: Duration = .milliseconds(100)
    ) -> Interlock {
        Interlock(
            .reading(reading, range, age: age), output,
            "‘\(reading)’ is between \(range.lowerBound) and \(range.upperBound)", safeValue: safeValue,
            interval: interval)
    }

    /// An output that may be on only while a condition holds.
    ///
    /// - Parameters:
    ///   - name: What must hold, in words.
    ///   - output: The output.
    ///   - safeValue: The logical value of the output that is always allowed.
    ///   - interval: How often the condition is looked at while the output is on; at least 1 ms.
    ///   - condition: Tells whether it holds, at once: it looks at a reading that somebody else keeps fresh, and answers false when
    ///     that has grown old. An error counts as false.
    /// - Returns: The interlock.
    public static func requires(
        _ name: String, for output: PinID, safeValue: Bool = false, interval: Duration = .milliseconds(100),
        _ condition: @escaping @Sendable () throws -> Bool
    ) -> Interlock {
        Interlock(.check(condition), output, name, safeValue: safeValue, interval: interval)
    }

    /// An output that is switched off when it was on for too long.
    ///
    /// - Parameters:
    ///   - output: The output.
    ///   - onTime: How long it may be on without a break; at least 1 ms.
    ///   - safeValue: The logical value of the output that is always allowed.
    /// - Returns: The interlock.
    public static func limit(_ output: PinID, onTime: Duration, safeValue: Bool = false) -> Interlock {
        Interlock(.onTime(onTime), output, "it is on for at most \(onTime)", safeValue: safeValue, interval: onTime)
    }

    /// An output that is switched off when nobody sets it any more.
    ///
    /// - Parameters:
    ///   - output: The output.
    ///   - time: How soon it must be set again, also to the value that it has; at least 1 ms.
    ///   - safeValue: The logical value of the output that is always allowed.
    /// - Returns: The interlock.
    public static func watchdog(_ output: PinID, _ time: Duration, safeValue: Bool = false) -> Interlock {
        Interlock(.watchdog(time), output, "it is set again within \(time)", safeValue: safeValue, interval: time)
    }
}
