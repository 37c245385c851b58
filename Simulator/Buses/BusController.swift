// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The buses, PWM channels and analog inputs of a board while it runs.
final class BusController {
    struct AnalogState {
        let map: HardwareMap.Analog
        let part: Int
        let pin: Int32

        var name: String { "iio:device\(map.device)/in_voltage\(map.channel)" }
    }

    private enum Unit {
        case i2c(I2CController)
        case spi(SPIController)
    }

    private var units: [Unit] = []
    private(set) var i2c: [I2CController] = []
    private(set) var spi: [SPIController] = []
    private(set) var pwm: [PWMState] = []
    private(set) var analog: [AnalogState] = []
    private var stretch: Int64 = 0
    /// What was reported already; a clash or a missing resistor doesn't go away by itself.
    private var reports: Set<String> = []
    private var transactions: UInt64 = 0

    func add(_ map: HardwareMap, part: Int, firstPin: Int, _ catalog: inout Catalog) {
        for each in map.i2c {
            let controller = I2CController(each, part: part, firstPin: firstPin, bus: units.count)
            i2c.append(controller)
            units.append(.i2c(controller))
            catalog.buses.append(BoardBus(kind: .i2c, number: each.number))
        }
        for each in map.spi {
            let controller = SPIController(each, part: part, firstPin: firstPin, bus: units.count)
            spi.append(controller)
            units.append(.spi(controller))
            catalog.buses.append(BoardBus(kind: .spi, number: each.number))
        }
        pwm += map.pwm.map { PWMState(map: $0, part: part, pin: Int32(firstPin + $0.pin)) }
        analog += map.analog.map { AnalogState(map: $0, part: part, pin: Int32(firstPin + $0.pin)) }
    }

    // MARK: Steps

    func isLive(_ bus: Int32, _ generation: UInt32) -> Bool {
        guard Int(bus) < units.count else { return pwm[Int(bus) - units.count].generation == generation }
        return switch units[Int(bus)] {
        case .i2c(let controller): controller.generation == generation
        case .spi(let controller): controller.generation == generation
        }
    }

    func step(_ bus: Int32, _ generation: UInt32, _ kernel: Kernel) {
        guard isLive(bus, generation) else { return }
        guard Int(bus) < units.count else { return startPulses(Int(bus) - units.count, kernel) }
        switch units[Int(bus)] {
        case .i2c(let controller): controller.step(kernel)
        case .spi(let controller): controller.step(kernel)
        }
    }

    func nextTransaction() -> UInt64 {
        transactions += 1
        return transactions
    }

    /// A part holds the clock of the byte that it was called about.
    func stretch(by nanoseconds: Int64) {
        let (sum, overflow) = stretch.addingReportingOverflow(max(0, nanoseconds))
        stretch = overflow ? .max : sum
    }

    func takeStretch() -> Int64 {
        defer { stretch = 0 }
        return stretch
    }

    /// A computer lost power: its transactions fail, and its channels are nobody's.
    func switchOff(_ part: Int, _ kernel: Kernel) {
        for controller in i2c where controller.part == part {
            controller.switchOff(.withoutPower(controller.name), kernel)
        }
        for controller in spi where controller.part == part {
            controller.switchOff(.withoutPower(controller.name), kernel)
        }
        for number in pwm.indices where pwm[number].part == part {
            pwm[number].isClaimed = false
            pwm[number].claim &+= 1
            pwm[number].generation &+= 1
            pwm[number].start = nil
        }
    }

    // MARK: Devices

    /// The parts that hear a controller and have an address, in the order of the board.
    func devices(on controller: I2CController, at address: I2CAddress, _ kernel: Kernel) -> [Int] {
        kernel.parts.indices.filter {
            kernel.power[$0].isOn && kernel.parts[$0].i2cAddresses.contains(address)
                && isConnected(.sda, of: $0, to: controller.sda, kernel)
                && isConnected(.scl, of: $0, to: controller.scl, kernel)
        }
    }

    /// The parts that hear a controller with a chip select: those that it selects, and those that have no such pin.
    func devices(on controller: SPIController, chipSelect: Int, _ kernel: Kernel) -> [Int] {
        kernel.parts.indices.filter { part in
            guard kernel.power[part].isOn, isConnected(.sclk, of: part, to: controller.pin(controller.map.sclk), kernel)
            else { return false }
            let hasSelect = kernel.parts[part].pins.contains { $0.bus == .chipSelect }
            return !hasSelect
                || isConnected(
                    .chipSelect, of: part, to: controller.pin(controller.map.chipSelects[chipSelect]), kernel)
        }
    }

    /// Whether a part's bus pin conducts to another pin: by one net, or over closed contacts and resistors of up to 1 kΩ.
    func isConnected(_ role: PartPin.BusRole, of part: Int, to pin: Int32, _ kernel: Kernel) -> Bool {
        let first = kernel.partSlots[part].pin
        return kernel.parts[part].pins.enumerated().contains { place, candidate in
            candidate.bus == role && kernel.conducts(from: kernel.pins[first + place].net, to: kernel.pins[pin].net)
        }
    }

    func reportClash(on controller: I2CController, _ address: I2CAddress, _ parts: [Int], _ kernel: Kernel) {
        guard reports.insert("\(controller.bus) \(address)").inserted else { return }
        let names = parts.map { kernel.parts[$0].id }.joined(separator: " and ")
        kernel.report(.addressClash, controller.name, "\(names) all answer at \(address)")
    }

    func reportMissingPullUp(on controller: I2CController, _ wire: String, _ kernel: Kernel) {
        guard reports.insert("\(controller.bus) \(wire)").inserted else { return }
        kernel.report(
            .bus, controller.name, "\(wire) floats: the bus needs a pull-up, such as a resistor of 4.7 kΩ to 3V3")
    }

    // MARK: PWM

    func claimPWM(_ chip: Int, _ channel: Int, _ kernel: Kernel) throws(HALError) -> (place: Int, claim: UInt32) {
        guard let number = pwm.firstIndex(where: { $0.map.chip == chip && $0.map.channel == channel }) else {
            throw HALError(
                .notFound, "pwmchip\(chip)/pwm\(channel)", reason: "the virtual board has no such channel",
                alternatives: pwm.map(\.name), errno: 2)
        }
        try kernel.checkPower(of: pwm[number].part, pwm[number].name)
        if pwm[number].isClaimed {
            throw HALError(.busy, pwm[number].name, reason: "somebody else uses the channel", errno: 16)
        }
        try checkPin(pwm[number].pin, pwm[number].name, kernel)
        pwm[number].isClaimed = true
        pwm[number].claim &+= 1
        pwm[number].config = PWMConfig(period: .milliseconds(1), pulse: .zero, isEnabled: false)
        pwm[number].start = nil
        kernel.lineController.hold(kernel.pins[pwm[number].pin].line, pwm[number].name, kernel)
        kernel.drive(pwm[number].pin, .low, .strong)
        kernel.settle()
        return (number, pwm[number].claim)
    }

    func configurePWM(_ number: Int, claim: UInt32, _ config: PWMConfig, _ kernel: Kernel) throws(HALError) {
        guard pwm[number].claim == claim else { throw .withoutPower(pwm[number].name) }
        if let fault = config.fault { throw HALError(.invalid, pwm[number].name, reason: fault, errno: 22) }
        pwm[number].config = config
        pwm[number].generation &+= 1
        guard let start = pwm[number].start else {
            startPulses(number, kernel)
            return kernel.settle()
        }
        // The present period ends first.
        let elapsed = kernel.now - start
        let rest = (pwm[number].period - elapsed % pwm[number].period) % pwm[number].period
        kernel.setEnd(ofWaveOn: pwm[number].pin, at: kernel.now + rest)
        kernel.schedule(
            .bus, target: Int32(units.count + number), generation: pwm[number].generation, at: kernel.now + rest)
        kernel.settle()
    }

    private func startPulses(_ number: Int, _ kernel: Kernel) {
        let config = pwm[number].config
        guard config.isEnabled else {
            pwm[number].start = nil
            return kernel.drive(pwm[number].pin, config.isInverted ? .high : .low, .strong)
        }
        pwm[number].start = kernel.now
        pwm[number].period = max(1, config.period.clampedNanoseconds)
        kernel.drive(
            pwm[number].pin,
            wave: Wave(
                period: config.period, pulse: config.pulse, start: Timestamp(nanoseconds: kernel.now),
                isInverted: config.isInverted))
    }

    func releasePWM(_ number: Int, claim: UInt32, _ kernel: Kernel) {
        guard pwm[number].isClaimed, pwm[number].claim == claim else { return }
        pwm[number].isClaimed = false
        pwm[number].generation &+= 1
        pwm[number].start = nil
        kernel.release(pwm[number].pin)
        kernel.lineController.letGo(kernel.pins[pwm[number].pin].line, kernel)
        kernel.settle()
    }

    private func checkPin(_ pin: Int32, _ subject: String, _ kernel: Kernel) throws(HALError) {
        let line = kernel.pins[pin].line
        guard line >= 0, let holder = kernel.lineController.details[Int(line)].consumer else { return }
        throw HALError(
            .busy, subject, reason: "somebody else uses its pin \(kernel.lineController.subject(line))", holder: holder,
            errno: 16)
    }

    // MARK: SPI chip selects

    func openSPI(_ bus: Int, chipSelect: Int, _ kernel: Kernel) throws(HALError) -> SPIController {
        let name = "spidev\(bus).\(chipSelect)"
        guard let controller = spi.first(where: { $0.map.number == bus }),
            controller.map.chipSelects.indices.contains(chipSelect)
        else {
            let names = spi.flatMap { each in each.map.chipSelects.indices.map { "spidev\(each.map.number).\($0)" } }
            throw HALError(
                .notFound, name, reason: "the virtual board has no such device", alternatives: names, errno: 2)
        }
        try kernel.checkPower(of: controller.part, name)
        try holdSelect(of: controller, chipSelect, kernel)
        return controller
    }

    /// Takes the line of a chip select, unless that was done before.
    func holdSelect(of controller: SPIController, _ chipSelect: Int, _ kernel: Kernel) throws(HALError) {
        let pin = controller.pin(controller.map.chipSelects[chipSelect])
        let line = kernel.pins[pin].line
        let holder = "\(controller.name) CS\(chipSelect)"
        guard line < 0 || kernel.lineController.details[Int(line)].consumer != holder else { return }
        try checkPin(pin, "spidev\(controller.map.number).\(chipSelect)", kernel)
        kernel.lineController.hold(line, holder, kernel)
        kernel.drive(pin, .high, .strong)
        kernel.settle()
    }
}
