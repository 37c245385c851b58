// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// Chips in memory whose world the tests play.
///
/// It follows the kernel where the broker could tell a difference: a line has one holder, a claim is atomic, 16 events are kept for each
/// line of a request and the oldest is dropped first, and a chip that is unplugged fails with `gone`.
final class ScriptedBackend: HardwareBackend {
    let name = "scripted"
    let clock: any HALClock
    /// Whether events are handed over, instead of being kept until somebody takes them.
    let handsEvents: Bool
    let world: Mutex<ScriptedWorld>

    init(
        clock: any HALClock = MonotonicClock(), chips: [ScriptedChip] = ScriptedChip.raspberryPi4,
        handsEvents: Bool = false
    ) {
        self.handsEvents = handsEvents
        self.clock = clock
        world = Mutex(ScriptedWorld(chips: chips))
    }

    func chips() throws(HALError) -> [ChipInfo] {
        world.withLock { world in
            world.chips.filter(\.isPlugged).map { ChipInfo(name: $0.name, label: $0.label, lineCount: $0.lines.count) }
                .sorted { $0.name < $1.name }
        }
    }

    func lineInfo(_ line: LineAddress) throws(HALError) -> LineInfo {
        try world.withLock { world throws(HALError) in
            let state = try world.line(line)
            return LineInfo(
                address: line, name: state.name, consumer: state.consumer, isUsed: state.consumer != nil,
                config: state.config)
        }
    }

    func request(
        _ lines: [LineAddress], _ configs: [LineConfig], consumer: String
    ) throws(HALError) -> any LineRequest {
        let request = ScriptedRequest(lines, consumer: consumer, backend: self)
        try world.withLock { world throws(HALError) in
            if let error = world.requestErrors.popLast() { throw error }
            for line in lines where try world.line(line).consumer != nil {
                throw HALError(.busy, "\(line)", reason: "device or resource busy", errno: 16)
            }
            try world.claim(lines, configs, for: request)
        }
        return request
    }

    func pwmDevices() throws(HALError) -> [Int: String] { world.withLock { $0.pwmDevices } }

    func i2c(_ number: Int) throws(HALError) -> any I2CBus { throw Self.missing("i2c-\(number)") }
    func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice {
        throw Self.missing("spidev\(bus).\(chipSelect)")
    }
    func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel {
        ScriptedPWM(name: "pwmchip\(chip)/pwm\(channel)", backend: self)
    }
    func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput {
        throw Self.missing("iio:device\(device)")
    }

    private static func missing(_ name: String) -> HALError { HALError(.notFound, name, reason: "no such file") }
}

/// A PWM channel of a scripted backend.
struct ScriptedPWM: PWMChannel {
    let name: String
    let backend: ScriptedBackend
    var config: PWMConfig { PWMConfig(period: .milliseconds(1), pulse: .zero) }
    func configure(_ config: PWMConfig) throws(HALError) {}
    func release() { backend.world.withLock { $0.log.append("stop \(name)") } }
}
