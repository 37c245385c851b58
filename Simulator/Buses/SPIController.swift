// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// An SPI controller of a computer on the board, and the transactions that wait for it.
///
/// Each byte is one event, eight clocks after the one before. Only the chip select is made as a level; clock and data are not.
final class SPIController {
    /// A transaction under way or waiting.
    struct Transaction {
        let id: UInt64
        let chipSelect: Int
        let config: SPIConfig
        let operations: [SPIOperation]
        let waiter: Waiter<[[UInt8]]>
        var results: [[UInt8]] = []
        var operation = 0
        var byte = 0
    }

    let map: HardwareMap.SPI
    let part: Int
    let firstPin: Int
    /// The place among the board's buses.
    let bus: Int
    var queue: [Transaction] = []
    var isBusy = false
    var targets: [Int] = []
    var generation: UInt32 = 0

    init(_ map: HardwareMap.SPI, part: Int, firstPin: Int, bus: Int) {
        self.map = map
        self.part = part
        self.firstPin = firstPin
        self.bus = bus
    }

    var name: String { "spi\(map.number)" }

    func pin(_ place: Int) -> Int32 { Int32(firstPin + place) }

    // MARK: Asking

    func begin(_ transaction: Transaction, _ kernel: Kernel) {
        do throws(HALError) {
            try kernel.checkPower(of: part, name)
            // A computer that was without power has its lines back as after its start.
            try kernel.buses.holdSelect(of: self, transaction.chipSelect, kernel)
        } catch {
            return kernel.wakeUps.append(.bytes(transaction.waiter, .failure(error)))
        }
        queue.append(transaction)
        if !isBusy { start(kernel) }
    }

    /// Takes a transaction out that has not begun.
    func cancel(_ id: UInt64, _ kernel: Kernel) {
        guard let place = queue.firstIndex(where: { $0.id == id }), place > 0 else { return }
        let transaction = queue.remove(at: place)
        kernel.wakeUps.append(.bytes(transaction.waiter, .failure(CancellationError())))
    }

    /// The computer lost power: nothing goes on.
    func switchOff(_ error: HALError, _ kernel: Kernel) {
        generation &+= 1
        isBusy = false
        for target in targets { kernel.parts[target].spiDeselect(PartContext(kernel, Int32(target))) }
        targets = []
        for transaction in queue { kernel.wakeUps.append(.bytes(transaction.waiter, .failure(error))) }
        queue = []
    }

    // MARK: Steps

    private func start(_ kernel: Kernel) {
        guard let transaction = queue.first else { return }
        isBusy = true
        kernel.drive(pin(map.chipSelects[transaction.chipSelect]), .low, .strong)
        tell(.select(chipSelect: transaction.chipSelect), kernel)
        targets = kernel.buses.devices(on: self, chipSelect: transaction.chipSelect, kernel)
        for target in targets { kernel.parts[target].spiSelect(PartContext(kernel, Int32(target))) }
        goOn(kernel)
    }

    private func next(after nanoseconds: Int64, _ kernel: Kernel) {
        generation &+= 1
        kernel.schedule(.bus, target: Int32(bus), generation: generation, at: kernel.now + nanoseconds)
    }

    /// Goes on with the next byte, the next operation or the end.
    private func goOn(_ kernel: Kernel) {
        let byteTime = 8 * 1_000_000_000 / Int64(max(1, queue[0].config.maximumFrequency))
        while queue[0].operation < queue[0].operations.count {
            switch queue[0].operations[queue[0].operation] {
            case .write(let bytes) where queue[0].byte < bytes.count: return next(after: byteTime, kernel)
            case .transfer(let bytes) where queue[0].byte < bytes.count: return next(after: byteTime, kernel)
            case .read(let count) where queue[0].byte < count: return next(after: byteTime, kernel)
            case .delay(let duration) where queue[0].byte == 0 && duration > .zero:
                return next(after: duration.clampedNanoseconds, kernel)
            case .read, .transfer:
                if queue[0].byte == 0 { queue[0].results.append([]) }
            case .write, .delay: break
            }
            queue[0].operation += 1
            queue[0].byte = 0
        }
        finish(kernel)
    }

    func step(_ kernel: Kernel) {
        guard !queue.isEmpty else { return }
        let place = queue[0].byte
        switch queue[0].operations[queue[0].operation] {
        case .write(let bytes): _ = exchange(bytes[place], kernel)
        case .transfer(let bytes): keep(exchange(bytes[place], kernel))
        case .read: keep(exchange(0, kernel))
        case .delay: break
        }
        queue[0].byte += 1
        goOn(kernel)
    }

    private func keep(_ byte: UInt8) {
        if queue[0].byte == 0 { queue[0].results.append([]) }
        queue[0].results[queue[0].results.count - 1].append(byte)
    }

    private func exchange(_ byte: UInt8, _ kernel: Kernel) -> UInt8 {
        let isReversed = queue[0].config.leastSignificantBitFirst
        let sent = kernel.faults.spiByte(isReversed ? byte.bitReversed : byte, on: self, kernel)
        var received: UInt8?
        for target in targets {
            let answer = kernel.parts[target].spiTransfer(sent, PartContext(kernel, Int32(target)))
            if kernel.buses.isConnected(.miso, of: target, to: pin(map.miso), kernel) {
                received = (received ?? 0xff) & answer
            }
        }
        let wire = received ?? idle(sent, kernel)
        let result = kernel.faults.spiByte(wire, on: self, kernel)
        tell(.exchanged(sent: sent, received: result), kernel)
        return isReversed ? result.bitReversed : result
    }

    /// What comes back when nobody answers: what is sent where the two wires conduct, as with a bridge for tests; else the wire is as it is.
    private func idle(_ sent: UInt8, _ kernel: Kernel) -> UInt8 {
        let (output, input) = (kernel.pins[pin(map.mosi)].net, kernel.pins[pin(map.miso)].net)
        if kernel.conducts(from: output, to: input) { return sent }
        return kernel.isHigh(input) ? 0xff : 0
    }

    private func finish(_ kernel: Kernel) {
        for target in targets { kernel.parts[target].spiDeselect(PartContext(kernel, Int32(target))) }
        let transaction = queue.removeFirst()
        kernel.drive(pin(map.chipSelects[transaction.chipSelect]), .high, .strong)
        tell(.stop, kernel)
        kernel.wakeUps.append(.bytes(transaction.waiter, .success(transaction.results)))
        isBusy = false
        targets = []
        start(kernel)
    }

    private func tell(_ step: BusStep, _ kernel: Kernel) { kernel.tell(kernel.sinkMasks.buses, .bus(bus), .bus(step)) }
}

extension UInt8 {
    /// The bits in the other order.
    fileprivate var bitReversed: UInt8 {
        var result: UInt8 = 0
        for bit in 0..<8 where self & (1 << bit) != 0 { result |= 0x80 >> bit }
        return result
    }
}
