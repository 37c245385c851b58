// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// One thing that a scenario does or expects.
public struct ScenarioStep: Sendable, Hashable, CustomStringConvertible {
    /// What the step is called in reports; nil: by what it does.
    public var name: String?
    let action: ScenarioAction
    var position: YAMLPosition?

    init(_ action: ScenarioAction, name: String? = nil, at position: YAMLPosition? = nil) {
        self.action = action
        self.name = name
        self.position = position
    }

    // MARK: Wokwi's steps

    /// Lets time pass.
    ///
    /// - Parameter duration: How much, in the board's time.
    /// - Returns: The step.
    public static func delay(_ duration: Duration) -> Self { Self(.delay(max(duration, .zero))) }

    /// Sets a control of a part, as a finger on it would.
    ///
    /// - Parameters:
    ///   - part: The part's name.
    ///   - control: The control's name, such as `pressed`.
    ///   - value: What it is set to.
    /// - Returns: The step.
    public static func setControl(_ part: String, _ control: String, _ value: PartValue) -> Self {
        Self(.setControl(part: part, control: control, value))
    }

    /// Expects a pin to have a level now.
    ///
    /// - Parameters:
    ///   - part: The part's name.
    ///   - pin: The pin's name.
    ///   - level: The level.
    /// - Returns: The step.
    public static func expectPin(_ part: String, _ pin: String, _ level: Logic) -> Self {
        Self(.expectPin(part: part, pin: pin, level))
    }

    /// Expects a line to have a level now.
    ///
    /// - Parameters:
    ///   - line: A name of the line, such as `button.green` or `GPIO17`.
    ///   - level: The level.
    /// - Returns: The step.
    public static func expectPin(_ line: String, _ level: Logic) -> Self {
        Self(.expectPin(part: "", pin: line, level))
    }

    /// Waits until the console has a text that it did not have when the last such step went on.
    ///
    /// A board that runs Linux has no serial output of its own; beside a DAG it is the logs of the tasks.
    ///
    /// - Parameter text: The text.
    /// - Returns: The step.
    public static func waitSerial(_ text: String) -> Self { Self(.waitSerial(text)) }

    /// Keeps what a display shows in a file, as PBM, PGM or PPM.
    ///
    /// - Parameters:
    ///   - part: The display's name.
    ///   - path: The file.
    /// - Returns: The step.
    public static func takeScreenshot(_ part: String, saveTo path: String) -> Self {
        Self(.screenshot(ScenarioAction.Screenshot(part: part, saveTo: path)))
    }

    /// Expects a display to show what a file has, pixel for pixel.
    ///
    /// - Parameters:
    ///   - part: The display's name.
    ///   - path: The file, as ``takeScreenshot(_:saveTo:)`` writes it.
    /// - Returns: The step.
    public static func takeScreenshot(_ part: String, compareWith path: String) -> Self {
        Self(.screenshot(ScenarioAction.Screenshot(part: part, compareWith: path)))
    }

    // MARK: Steps that Wokwi has not

    /// Waits until a pin has a level.
    ///
    /// - Parameters:
    ///   - part: The part's name.
    ///   - pin: The pin's name.
    ///   - level: The level.
    ///   - timeout: How long at most; nil: as long as the runner waits for anything.
    /// - Returns: The step.
    public static func waitPin(_ part: String, _ pin: String, _ level: Logic, timeout: Duration? = nil) -> Self {
        Self(.waitPin(part: part, pin: pin, level, timeout: timeout))
    }

    /// Waits until a line has a level.
    ///
    /// - Parameters:
    ///   - line: A name of the line, such as `button.green` or `GPIO17`.
    ///   - level: The level.
    ///   - timeout: How long at most; nil: as long as the runner waits for anything.
    /// - Returns: The step.
    public static func waitPin(_ line: String, _ level: Logic, timeout: Duration? = nil) -> Self {
        Self(.waitPin(part: "", pin: line, level, timeout: timeout))
    }

    /// Expects a condition to hold now.
    ///
    /// - Parameter condition: The condition.
    /// - Returns: The step.
    public static func expect(_ condition: Condition) -> Self { Self(.expect(condition)) }

    /// Waits until a condition holds.
    ///
    /// - Parameters:
    ///   - condition: The condition.
    ///   - timeout: How long at most; nil: as long as the runner waits for anything.
    /// - Returns: The step.
    public static func wait(until condition: Condition, timeout: Duration? = nil) -> Self {
        Self(.waitUntil(condition, timeout: timeout))
    }

    /// Expects an output of a part to be something now.
    ///
    /// - Parameters:
    ///   - part: The part's name.
    ///   - output: The output's name, such as `brightness` or `text`.
    ///   - value: What it should be.
    ///   - tolerance: How much more or less a number may be.
    /// - Returns: The step.
    public static func expectOutput(
        _ part: String, _ output: String, _ value: PartValue, tolerance: Double = 0
    ) -> Self {
        Self(.expectOutput(part: part, output: output, value, tolerance: tolerance))
    }

    /// Waits until an output of a part is something.
    ///
    /// - Parameters:
    ///   - part: The part's name.
    ///   - output: The output's name, such as `brightness` or `text`.
    ///   - value: What it should be.
    ///   - tolerance: How much more or less a number may be.
    ///   - timeout: How long at most; nil: as long as the runner waits for anything.
    /// - Returns: The step.
    public static func waitOutput(
        _ part: String, _ output: String, _ value: PartValue, tolerance: Double = 0, timeout: Duration? = nil
    ) -> Self {
        Self(.waitOutput(part: part, output: output, value, tolerance: tolerance, timeout: timeout))
    }

    /// Expects a rule to hold from here to the end of the scenario.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: The step.
    public static func watch(_ rule: SignalRule) -> Self { Self(.rule(rule)) }

    /// Expects a condition never to hold from here to the end of the scenario.
    ///
    /// - Parameter condition: The condition.
    /// - Returns: The step.
    public static func never(_ condition: () -> Condition) -> Self { Self(.rule(.never(condition))) }

    /// Waits for some cycles of a wave, and expects them to be as they should.
    ///
    /// - Parameters:
    ///   - condition: What holds again and again, such as `Probe("bz1:2").isHigh`.
    ///   - period: The time from one begin to the next.
    ///   - duty: The share of the period that it holds, 0 to 1.
    ///   - tolerance: How much each cycle's period and pulse may differ, as a share of the period.
    ///   - cycles: How many whole cycles are waited for.
    /// - Returns: The step.
    public static func expectWave(
        of condition: Condition, period: Duration, duty: Double = 0.5, tolerance: Double = 0.05, cycles: Int = 2
    ) -> Self {
        let rule = SignalRule.wave(of: condition, period: period, duty: duty, tolerance: tolerance, cycles: cycles)
        // The first begin may be a period away, and each cycle may take its tolerance more.
        return Self(.wave(rule, timeout: period * (1 + tolerance) * Double(max(cycles, 1) + 1)))
    }

    /// Lets time pass as fast as it can, also on a board that goes by the machine's clock.
    ///
    /// - Parameter duration: How much, in the board's time.
    /// - Returns: The step.
    public static func advance(_ duration: Duration) -> Self { Self(.advance(max(duration, .zero))) }

    /// Notes what all signals are, for the report.
    ///
    /// - Parameter name: What the note is called.
    /// - Returns: The step.
    public static func snapshot(_ name: String) -> Self { Self(.snapshot(name)) }

    /// Puts a fault into the board.
    ///
    /// - Parameters:
    ///   - fault: The fault; its times count from the step on.
    ///   - name: What it is called by ``remove(_:)``; nil: nothing takes it out.
    /// - Returns: The step.
    public static func inject(_ fault: Fault, named name: String? = nil) -> Self { Self(.inject(fault, name: name)) }

    /// Takes a fault out that an earlier step put in.
    ///
    /// - Parameter name: What it is called.
    /// - Returns: The step.
    public static func remove(_ name: String) -> Self { Self(.remove(name)) }

    /// The step in words.
    public var description: String {
        switch action {
        case .delay(let duration): "delay \(TraceText.duration(duration))"
        case .setControl(let part, let control, let value): "set \(part).\(control) to \(value)"
        case .expectPin(let part, let pin, let level): "expect \(ScenarioAction.pinName(part, pin)) to be \(level)"
        case .waitPin(let part, let pin, let level, _): "wait until \(ScenarioAction.pinName(part, pin)) is \(level)"
        case .expect(let condition): "expect \(condition)"
        case .waitUntil(let condition, _): "wait until \(condition)"
        case .expectOutput(let part, let output, let value, _): "expect \(part).\(output) to be \(value)"
        case .waitOutput(let part, let output, let value, _, _): "wait until \(part).\(output) is \(value)"
        case .waitSerial(let text): "wait for “\(text)” on the console"
        case .writeSerial(let bytes): "write \(bytes.count) bytes to the console"
        case .screenshot(let screenshot): "take a screenshot of \(screenshot.part)"
        case .rule(let rule): "from here on \(rule)"
        case .wave(let rule, _): "expect \(rule)"
        case .advance(let duration): "advance \(TraceText.duration(duration))"
        case .snapshot(let name): "snapshot “\(name)”"
        case .inject(let fault, _): "inject \(fault)"
        case .remove(let name): "take the fault “\(name)” out"
        case .unserved(let key): key
        }
    }
}
