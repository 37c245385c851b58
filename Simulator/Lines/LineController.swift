// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The GPIO chips of a board, with the manners of Linux's.
///
/// Source: `drivers/gpio/gpiolib-cdev.c`, `drivers/gpio/gpiolib.c` in Linux 6.12.
final class LineController {
    var chips: [VirtualChip] = []
    let states = Table<LineState>()
    /// The requests that hold lines, by line.
    let holders = Table<RequestState?>()
    var details: [LineDetails] = []
    var queueRule = QueueRule.dropsOldest
    var queueDepth = 16
    /// The reading of the realtime clock at the board's begin, in nanoseconds since 1970.
    var epoch: Int64 = 0

    func add(_ map: HardwareMap, part: Int, firstPin: Int) {
        for chip in map.chips {
            let info = ChipInfo(name: "gpiochip\(chips.count)", label: chip.label, lineCount: chip.lines.count)
            chips.append(VirtualChip(info: info, firstLine: Int32(states.count), part: part))
            for line in chip.lines {
                states.append(
                    LineState(
                        pin: line.pin.map { Int32(firstPin + $0) } ?? -1, chip: Int32(chips.count - 1), bias: line.bias)
                )
                holders.append(nil)
                details.append(
                    LineDetails(name: line.name, hog: line.holder, powerOnBias: line.bias, consumer: line.holder))
            }
        }
    }

    // MARK: Finding

    func chip(_ name: String) throws(HALError) -> Int {
        if let index = chips.firstIndex(where: { $0.info.name == name }), !chips[index].isGone { return index }
        let present = chips.filter { !$0.isGone }.map(\.info.name)
        throw HALError(.notFound, name, reason: "the virtual board has no such chip", alternatives: present, errno: 2)
    }

    func line(_ address: LineAddress) throws(HALError) -> Int32 {
        let chip = chips[try chip(address.chip)]
        guard (0..<chip.info.lineCount).contains(address.offset) else {
            throw HALError(
                .notFound, "\(address)",
                reason: "\(address.chip) (\(chip.info.label)) has the lines 0 to \(chip.info.lineCount - 1)", errno: 22)
        }
        return chip.firstLine + Int32(address.offset)
    }

    func subject(_ line: Int32) -> String {
        let chip = chips[Int(states[line].chip)]
        let address = "\(chip.info.name):\(line - chip.firstLine)"
        return details[Int(line)].name.map { "\($0) (\(address))" } ?? address
    }

    func info(_ line: Int32) -> LineInfo {
        let chip = chips[Int(states[line].chip)]
        let details = details[Int(line)]
        var config = details.config
        config.direction = states[line].direction
        config.bias = states[line].bias
        return LineInfo(
            address: LineAddress(chip: chip.info.name, offset: Int(line - chip.firstLine)), name: details.name,
            consumer: details.consumer, isUsed: details.consumer != nil, config: config)
    }

    // MARK: Levels

    /// The physical level of a line.
    func level(_ line: Int32, _ kernel: Kernel) -> Bool {
        let pin = states[line].pin
        if pin >= 0 { return kernel.isHigh(kernel.pins[pin].net) }
        return states[line].direction == .output ? states[line].value : states[line].bias == .pullUp
    }

    /// Drives what direction, value, drive and bias of a line make together.
    func drive(_ line: Int32, _ kernel: Kernel) {
        let pin = states[line].pin
        guard pin >= 0 else { return }
        if states[line].direction == .output {
            switch (states[line].drive, states[line].value) {
            case (.pushPull, let value): return kernel.drive(pin, Logic(value), .strong)
            case (.openDrain, false): return kernel.drive(pin, .low, .strong)
            case (.openSource, true): return kernel.drive(pin, .high, .strong)
            case (.openDrain, true), (.openSource, false): break
            }
        }
        switch states[line].bias {
        case .pullUp: kernel.drive(pin, .high, .weak)
        case .pullDown: kernel.drive(pin, .low, .weak)
        case .asIs, .disabled: kernel.release(pin)
        }
    }
}
