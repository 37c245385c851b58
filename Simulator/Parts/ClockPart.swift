// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A clock: its output is high and low for equally long.
public final class ClockPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-clock-generator"

    /// The part's name on its board.
    public let id: String
    /// The output and ground.
    public let pins = [PartPin("CLK", .output), PartPin("GND", .ground)]
    /// `frequency` of the output; 0: it is low.
    public let controls: [PartControl]
    /// `frequency`, as the control has it.
    public let outputs: [PartOutput]
    /// What there is to know besides.
    public let traits: PartTraits

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `frequency` in hertz, 10k by default; “k” behind it stands for a thousand, “m” for a million.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let text = try attributes.text("frequency", default: "10k").lowercased()
        let scale: Double = text.hasSuffix("k") ? 1e3 : text.hasSuffix("m") ? 1e6 : 1
        guard let number = Double(scale == 1 ? text : String(text.dropLast())), (0...1e8).contains(number * scale)
        else {
            throw PartError(
                "the attribute ‘frequency’ must be a number of hertz such as 50, 10k or 1.5m, not ‘\(text)’")
        }
        controls = [.number("frequency", in: 0...1e8, unit: "Hz", initial: number * scale)]
        outputs = [PartOutput("frequency", initial: .number(number * scale), unit: "Hz")]
        var traits = PartTraits("clock", kind: "clock", attributes: ["frequency"], signals: [0])
        traits.optional = [1]
        self.traits = traits
    }

    /// Begins to tick.
    public func start(_ context: borrowing PartContext) { tick(context.control(0), context) }

    /// Ticks with another frequency.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        tick(value, context)
    }

    private func tick(_ frequency: PartValue, _ context: borrowing PartContext) {
        context.show(0, frequency)
        guard let hertz = frequency.number, hertz > 0 else { return context.drive(0, .low) }
        let period = Duration.nanoseconds(Int64((1e9 / hertz).rounded()))
        context.drive(0, wave: Wave(period: period, pulse: period / 2, start: context.now))
    }
}
