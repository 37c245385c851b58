// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Turns LEDs on and off.
///
/// ```swift
/// task("set_led", LedOperator(color: pressed.output))         // this colour on, the board's other colours off
/// task("ready", LedOperator("led.ready", isOn: true))         // one LED
/// ```
///
/// All LEDs change at one instant, and one that is as it should be already doesn't blink. They stay so when the task
/// has ended, and when the run has, as far as the hardware lets them.
public struct LedOperator: Operator {
    private enum Lights: Sendable {
        /// Those that the board calls `led.` and a colour.
        case named
        case pins([Color: PinID])
        case one(PinID)
    }

    private let lights: Lights
    private let color: Input<Color>?
    private let isOn: Input<Bool>?
    private let activeHigh: Bool

    /// Turns the LED of a colour on, and all others of the board that are named by a colour off.
    ///
    /// - Parameters:
    ///   - color: The colour; the board knows the pin as `led.` and the colour, as for ``ButtonSensor``.
    ///   - activeHigh: Whether an LED is on when its pin is high.
    public init(color: Input<Color>, activeHigh: Bool = true) {
        self.init(.named, color: color, activeHigh: activeHigh)
    }

    /// Turns the LED of a colour on, and the others off.
    ///
    /// - Parameters:
    ///   - color: The colour.
    ///   - pins: The pins of the LEDs by colour.
    ///   - activeHigh: Whether an LED is on when its pin is high.
    public init(color: Input<Color>, pins: [Color: PinID], activeHigh: Bool = true) {
        self.init(.pins(pins), color: color, activeHigh: activeHigh)
    }

    /// Turns one LED on or off.
    ///
    /// - Parameters:
    ///   - pin: Its pin.
    ///   - isOn: Whether it is to be on.
    ///   - activeHigh: Whether it is on when its pin is high.
    public init(_ pin: PinID, isOn: Input<Bool> = true, activeHigh: Bool = true) {
        self.init(.one(pin), isOn: isOn, activeHigh: activeHigh)
    }

    private init(_ lights: Lights, color: Input<Color>? = nil, isOn: Input<Bool>? = nil, activeHigh: Bool) {
        self.lights = lights
        self.color = color
        self.isOn = isOn
        self.activeHigh = activeHigh
    }

    /// Turns the LEDs on and off.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Nothing.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no board, no such pin or no LED of the colour;
    ///   ``DagrunHAL/HALError`` when the hardware fails.
    public func execute(_ context: TaskContext) async throws -> NoOutput {
        let color: Color? = try await context.resolve(color)
        let isOn: Bool? = try await context.resolve(isOn)
        return try await context.onBoard { board in
            let lines = try wanted(color, isOn ?? true, board)
            let lease = try await board.lease(
                lines.map { line in
                    (line.pin, .output(line.isOn, activeLow: !activeHigh, onRelease: .keep))
                },
                holder: context.holder, waiting: Self.patience)
            lease.release()
            let lit = lines.filter(\.isOn).map(\.pin.description).joined(separator: ", ")
            context.logger.info("lit: \(lit.isEmpty ? "nothing" : lit)")
            return NoOutput()
        }
    }

    /// How long it waits for lines that another task uses.
    private static let patience = Duration.seconds(10)

    /// Each LED's line once, and whether it is to be on.
    private func wanted(_ color: Color?, _ isOn: Bool, _ board: Board) throws -> [(pin: PinID, isOn: Bool)] {
        let pins: [String: PinID]
        switch lights {
        case .one(let pin): return [(pin, isOn)]
        case .pins(let given): pins = Dictionary(given.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
        case .named:
            let names = board.pinNames(under: "led.").map { (String($0.dropFirst(4)), PinID.name($0)) }
            pins = Dictionary(names) { first, _ in first }
        }
        guard let color else { return [] }
        guard let lit = pins[color.rawValue] else {
            let known = pins.keys.sorted().joined(separator: ", ")
            throw TaskSignal.fail(
                "there is no \(color) LED: \(known.isEmpty ? "the board names none" : "there are \(known)");"
                    + " name its pin led.\(color) in the bundle's wiring or with --pin led.\(color)=PIN")
        }
        // An LED may have several names, such as that of its colour and that of its part.
        var lines = [try board.address(of: lit): (pin: lit, isOn: true)]
        for (_, pin) in pins.sorted(by: { $0.key < $1.key }) {
            let line = try board.address(of: pin)
            if lines[line] == nil { lines[line] = (pin, false) }
        }
        return lines.sorted { $0.key < $1.key }.map(\.value)
    }
}
