// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A temperature sensor on a 1-Wire bus; several of them share one wire, each by its number.
///
/// The controller pulls the wire low for 480 µs, and each sensor answers with a low pulse. Then come slots of 60 µs, each begun by a low pulse
/// of the controller: a short one is a one, a long one a zero; what the sensor sends it holds low for a zero. A measurement takes up
/// to 750 ms, less with fewer bits.
///
/// Source: Maxim DS18B20 data sheet, “1-Wire Bus System”, “DS18B20 Function Commands” and figures 15 and 16.
public final class DS18B20Part: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-ds18b20"
    /// Another name.
    public static let aliases = ["board-ds18b20"]

    private static let resetTime = Duration.microseconds(480)
    private static let presenceDelay = Duration.microseconds(30)
    private static let presence = Duration.microseconds(120)
    private static let sampling = Duration.microseconds(30)
    private static let longestConversion = Duration.milliseconds(750)

    private enum Pin {
        static let vcc = 0
        static let data = 1
    }

    private enum Timer {
        static let line = 0
        static let conversion = 1
    }

    private enum LineStep { case idle, waiting, answering, sampling, holding }

    /// The part's name on its board.
    public let id: String
    /// Supply, data and ground.
    public let pins = [PartPin("VCC", .power), PartPin("DQ", .bidirectional), PartPin("GND", .ground)]
    /// `temperature` of the sensor.
    public let controls: [PartControl]
    /// `measured`: the temperature of the last measurement.
    public let outputs = [PartOutput("measured", initial: 85, in: -55...125, unit: "°C")]
    /// What there is to know besides.
    public let traits: PartTraits

    private var device: DS18B20
    private var step = LineStep.idle
    private var fall: Timestamp?

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `temperature` in °C, 22 by default; `deviceID`, twelve hexadecimal digits; `familyCode`, two of them, 28.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let temperature = try attributes.number("temperature", default: 22, in: -55...125)
        controls = [.number("temperature", in: -55...125, unit: "°C", initial: temperature)]
        let number = try attributes.text("deviceID", default: "010203040506")
        let family = try attributes.text("familyCode", default: "28")
        guard let serial = Self.bytes(number, count: 6) else {
            throw PartError("the attribute ‘deviceID’ must be twelve hexadecimal digits, not ‘\(number)’")
        }
        guard let code = Self.bytes(family, count: 1) else {
            throw PartError("the attribute ‘familyCode’ must be two hexadecimal digits, not ‘\(family)’")
        }
        device = DS18B20(rom: code + serial)
        var traits = PartTraits(
            "temperature sensor", kind: "ds18b20", attributes: ["temperature", "deviceID", "familyCode"],
            signals: [Pin.data])
        traits.supply = 3...5.5
        traits.strongPull = [Pin.data]
        self.traits = traits
    }

    /// Waits for a reset pulse.
    public func start(_ context: borrowing PartContext) {
        device.powerOn()
        step = .idle
        fall = nil
        context.release(Pin.data)
        context.show(0, .number(device.celsius))
    }

    /// Sees the controller.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        // What it does to the wire itself says nothing.
        guard pin == Pin.data, step != .answering, step != .holding else { return }
        if context.read(Pin.data) == .low {
            guard fall == nil else { return }
            fall = context.now
            slot(context)
            return
        }
        guard let begin = fall else { return }
        fall = nil
        guard context.now - begin >= Self.resetTime else { return }
        device.reset()
        step = .waiting
        context.set(Timer.line, after: Self.presenceDelay)
    }

    /// Goes on with a slot, or has measured.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        guard timer == Timer.line else {
            device.store(celsius: context.control(0).number ?? 22)
            return context.show(0, .number(device.celsius))
        }
        switch step {
        case .idle: break
        case .waiting:
            step = .answering
            context.drive(Pin.data, .low)
            context.set(Timer.line, after: Self.presence)
        case .answering, .holding:
            step = .idle
            context.release(Pin.data)
        case .sampling:
            step = .idle
            device.receive(context.read(Pin.data) != .low)
            if let bits = device.takeConversion() {
                context.set(Timer.conversion, after: Self.longestConversion / (1 << (12 - bits)))
            }
        }
    }

    private func slot(_ context: borrowing PartContext) {
        switch device.nextSlot() {
        case .none: break
        case .receives:
            step = .sampling
            context.set(Timer.line, after: Self.sampling)
        case .sends(false):
            step = .holding
            context.drive(Pin.data, .low)
            context.set(Timer.line, after: Self.sampling)
        case .sends(true): break
        }
    }

    private static func bytes(_ text: String, count: Int) -> [UInt8]? {
        let digits = Array(text)
        guard digits.count == 2 * count else { return nil }
        var bytes: [UInt8] = []
        for place in 0..<count {
            guard let byte = UInt8(String(digits[(2 * place)...(2 * place + 1)]), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
