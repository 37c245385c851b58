// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A temperature and humidity sensor with a wire of its own kind.
///
/// The controller pulls the wire low for 0.8 ms or more and lets go. After 30 µs the sensor answers: 80 µs low, 80 µs high, then forty bits,
/// each 50 µs low and then high, 26 µs for a zero and 70 µs for a one, then 50 µs low. The bits are the humidity and the temperature in
/// tenths, the temperature with a sign, and the sum of their bytes. A value is measured when the one before was read, and not
/// twice within two seconds.
///
/// Source: Aosong, AM2302 product manual, sections 7.2 to 7.4.
public final class DHT22Part: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-dht22"

    private static let leastStart = Duration.microseconds(800)
    private static let answerDelay = Duration.microseconds(30)
    private static let measuringTime = Duration.seconds(2)

    private enum Pin {
        static let vcc = 0
        static let data = 1
    }

    /// The part's name on its board.
    public let id: String
    /// Supply, data, one that is not connected, and ground.
    public let pins = [
        PartPin("VCC", .power), PartPin("SDA", .bidirectional), PartPin("NC", .unconnected), PartPin("GND", .ground),
    ]
    /// `temperature` and `humidity` of the air.
    public let controls: [PartControl]
    /// `reading`: what was told last.
    public let outputs = [PartOutput("reading", initial: "")]
    /// What there is to know besides.
    public let traits: PartTraits

    private var fall: Timestamp?
    // How long the wire is low and high in turn, in microseconds, the next one last; empty while it waits.
    private var phases: [Int64] = []
    private var measured: (humidity: Double, temperature: Double)?
    private var measuredAt: Timestamp?

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `temperature` in °C, 24 by default, and `humidity` in %, 40 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        controls = [
            .number(
                "temperature", in: -40...80, unit: "°C",
                initial: try attributes.number("temperature", default: 24, in: -40...80)),
            .number(
                "humidity", in: 0...100, unit: "%", initial: try attributes.number("humidity", default: 40, in: 0...100)
            ),
        ]
        var traits = PartTraits(
            "temperature and humidity sensor", kind: "dht22", attributes: ["temperature", "humidity"],
            signals: [Pin.data])
        traits.supply = 3.3...6
        self.traits = traits
    }

    /// Waits for a controller.
    public func start(_ context: borrowing PartContext) {
        phases = []
        fall = nil
        measured = nil
        measuredAt = nil
        context.release(Pin.data)
    }

    /// Sees a controller's start signal.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard pin == Pin.data, phases.isEmpty else { return }
        if context.read(Pin.data) == .low {
            if fall == nil { fall = context.now }
            return
        }
        guard let begin = fall else { return }
        fall = nil
        guard context.now - begin >= Self.leastStart, context.isPowered(by: Pin.vcc, least: 3.3) else { return }
        phases = Self.phases(of: bytes(context)).reversed()
        context.set(0, after: Self.answerDelay)
    }

    /// Goes on to the next phase of the answer.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        guard let phase = phases.popLast() else { return context.release(Pin.data) }
        // An odd number is left behind a low phase.
        if phases.count.isMultiple(of: 2) { context.drive(Pin.data, .low) } else { context.release(Pin.data) }
        context.set(0, after: .microseconds(phase))
    }

    private func bytes(_ context: borrowing PartContext) -> [UInt8] {
        let present = (humidity: context.control(1).number ?? 0, temperature: context.control(0).number ?? 0)
        let told: (humidity: Double, temperature: Double)
        if let measured, let measuredAt, context.now - measuredAt < Self.measuringTime {
            told = measured
        } else {
            told = present
            measured = present
            measuredAt = context.now
        }
        let humidity = UInt16((told.humidity * 10).rounded())
        let magnitude = UInt16((abs(told.temperature) * 10).rounded())
        let temperature = told.temperature < 0 && magnitude > 0 ? magnitude | 0x8000 : magnitude
        context.show(0, .text("\(Double(humidity) / 10) %, \((told.temperature * 10).rounded() / 10) °C"))
        let bytes = [humidity, temperature].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        return bytes + [bytes.reduce(0, &+)]
    }

    // Low and high in turn, in microseconds; an even number of them and the low one at the end.
    private static func phases(of bytes: [UInt8]) -> [Int64] {
        var phases: [Int64] = [80, 80]
        for byte in bytes {
            for bit in (0..<8).reversed() {
                phases.append(50)
                phases.append(byte >> UInt8(bit) & 1 == 1 ? 70 : 26)
            }
        }
        return phases + [50]
    }
}
