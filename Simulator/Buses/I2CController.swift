// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// An I2C controller of a computer on the board, and the transactions that wait for it.
///
/// A transaction is done byte by byte: each address and each byte is one event, nine clocks after the one before. So what a device does
/// happens when it would, and a bus that is cut off in between fails in between. Levels of the two wires are not made.
///
/// Source: UM10204, I2C-bus specification and user manual.
final class I2CController {
    /// A transaction under way or waiting.
    struct Transaction {
        let id: UInt64
        let address: I2CAddress
        let operations: [I2COperation]
        let waiter: Waiter<[[UInt8]]>
        var results: [[UInt8]] = []
        /// The operation that is done now, and the byte of it that comes next.
        var operation = 0
        var byte = 0
        /// How many bytes were written in all.
        var written = 0
        /// How long the device held the clock in all, in nanoseconds.
        var stretched: Int64 = 0
    }

    enum Phase {
        case idle, address, data, stop
    }

    let map: HardwareMap.I2C
    let part: Int
    let sda: Int32
    let scl: Int32
    /// The place among the board's buses.
    let bus: Int
    var queue: [Transaction] = []
    var phase = Phase.idle
    /// The parts that answered.
    var targets: [Int] = []
    var error: HALError?
    var generation: UInt32 = 0
    /// How long a device may hold the clock, in nanoseconds: the time limit of Linux's adapters.
    let patience: Int64 = 1_000_000_000

    init(_ map: HardwareMap.I2C, part: Int, firstPin: Int, bus: Int) {
        self.map = map
        self.part = part
        self.bus = bus
        sda = Int32(firstPin + map.sda)
        scl = Int32(firstPin + map.scl)
    }

    var name: String { "i2c-\(map.number)" }

    /// How long so many clocks take, in nanoseconds.
    func time(_ clocks: Int64) -> Int64 { clocks * 1_000_000_000 / Int64(max(1, map.frequency)) }

    // MARK: Asking

    func begin(_ transaction: Transaction, _ kernel: Kernel) {
        do throws(HALError) { try kernel.checkPower(of: part, name) } catch {
            return kernel.wakeUps.append(.bytes(transaction.waiter, .failure(error)))
        }
        queue.append(transaction)
        if phase == .idle { start(kernel) }
    }

    /// The computer lost power: nothing goes on.
    func switchOff(_ error: HALError, _ kernel: Kernel) {
        generation &+= 1
        phase = .idle
        for target in targets { kernel.parts[target].i2cStop(PartContext(kernel, Int32(target))) }
        targets = []
        for transaction in queue { kernel.wakeUps.append(.bytes(transaction.waiter, .failure(error))) }
        queue = []
    }

    /// Takes a transaction out that has not begun.
    func cancel(_ id: UInt64, _ kernel: Kernel) {
        guard let place = queue.firstIndex(where: { $0.id == id }), place > 0 else { return }
        let transaction = queue.remove(at: place)
        kernel.wakeUps.append(.bytes(transaction.waiter, .failure(CancellationError())))
    }

    // MARK: Steps

    private func start(_ kernel: Kernel) {
        guard !queue.isEmpty else { return }
        error = nil
        targets = []
        phase = .address
        if queue[0].operations.isEmpty {
            finish(kernel)
        } else if let fault = stuck(kernel) ?? kernel.faults.i2cFault(on: self, .begin, kernel) {
            fail(fault, kernel)
        } else {
            next(clocks: 10, kernel)
        }
    }

    private func next(clocks: Int64, stretch: Int64 = 0, _ kernel: Kernel) {
        generation &+= 1
        kernel.schedule(.bus, target: Int32(bus), generation: generation, at: kernel.now + time(clocks) + stretch)
    }

    func step(_ kernel: Kernel) {
        guard !queue.isEmpty else { return }
        switch phase {
        case .idle: break
        case .address: address(kernel)
        case .data: data(kernel)
        case .stop: finish(kernel)
        }
    }

    private func address(_ kernel: Kernel) {
        let address = queue[0].address
        var isRead = false
        if case .read = queue[0].operations[queue[0].operation] { isRead = true }
        if let fault = stuck(kernel) ?? kernel.faults.i2cFault(on: self, .address, kernel) {
            return fail(fault, kernel)
        }
        targets = kernel.buses.devices(on: self, at: address, kernel).filter {
            kernel.parts[$0].i2cConnect(address, isRead: isRead, PartContext(kernel, Int32($0)))
        }
        tell(.address(address, isRead: isRead, isAcknowledged: !targets.isEmpty), kernel)
        guard !targets.isEmpty else { return fail(.noAcknowledgeAddress, kernel) }
        if targets.count > 1 { kernel.buses.reportClash(on: self, address, targets, kernel) }
        phase = .data
        goOn(kernel)
    }

    /// Goes on with the next byte, the next operation or the end.
    private func goOn(_ kernel: Kernel) {
        let stretch = kernel.buses.takeStretch()
        queue[0].stretched += stretch
        guard stretch <= patience else {
            generation &+= 1
            phase = .stop
            error = self.error(.timeout)
            kernel.schedule(.bus, target: Int32(bus), generation: generation, at: kernel.now + patience)
            return tell(.failed(.timeout), kernel)
        }
        var clocks: Int64 = 9
        while queue[0].operation < queue[0].operations.count {
            let operation = queue[0].operations[queue[0].operation]
            switch operation {
            case .write(let bytes) where queue[0].byte < bytes.count:
                return next(clocks: clocks, stretch: stretch, kernel)
            case .read(let count) where queue[0].byte < count: return next(clocks: clocks, stretch: stretch, kernel)
            case .write, .read: break
            }
            queue[0].operation += 1
            queue[0].byte = 0
            guard queue[0].operation < queue[0].operations.count else { break }
            switch (operation, queue[0].operations[queue[0].operation]) {
            case (.write, .write), (.read, .read): break
            case (.write, .read), (.read, .write):
                // A repeated start and the address again.
                phase = .address
                clocks = 10
                return next(clocks: clocks, stretch: stretch, kernel)
            }
        }
        phase = .stop
        next(clocks: 1, stretch: stretch, kernel)
    }

    private func data(_ kernel: Kernel) {
        if let fault = stuck(kernel) { return fail(fault, kernel) }
        switch queue[0].operations[queue[0].operation] {
        case .write(let bytes): write(bytes[queue[0].byte], kernel)
        case .read: read(kernel)
        }
    }

    private func write(_ byte: UInt8, _ kernel: Kernel) {
        let place = queue[0].written
        if let fault = kernel.faults.i2cFault(on: self, .data(place), kernel) { return fail(fault, kernel) }
        let byte = kernel.faults.i2cByte(byte, on: self, kernel)
        var isAcknowledged = false
        for target in targets
        where kernel.parts[target].i2cWrite(byte, PartContext(kernel, Int32(target))) { isAcknowledged = true }
        tell(.written(byte, isAcknowledged: isAcknowledged), kernel)
        guard isAcknowledged else { return fail(.noAcknowledgeData(index: place), kernel) }
        queue[0].written += 1
        queue[0].byte += 1
        goOn(kernel)
    }

    private func read(_ kernel: Kernel) {
        if let fault = kernel.faults.i2cFault(on: self, .read, kernel) { return fail(fault, kernel) }
        // The wire is low where any device makes it so.
        var byte: UInt8 = 0xff
        for target in targets { byte &= kernel.parts[target].i2cRead(PartContext(kernel, Int32(target))) }
        byte = kernel.faults.i2cByte(byte, on: self, kernel)
        tell(.read(byte), kernel)
        while queue[0].results.count <= queue[0].operations[..<queue[0].operation].count(where: { $0.isRead }) {
            queue[0].results.append([])
        }
        queue[0].results[queue[0].results.count - 1].append(byte)
        queue[0].byte += 1
        goOn(kernel)
    }

    private func fail(_ fault: I2CFault, _ kernel: Kernel) {
        error = error(fault)
        tell(.failed(fault), kernel)
        phase = .stop
        generation &+= 1
        let wait = fault == .timeout ? patience : time(1)
        kernel.schedule(.bus, target: Int32(bus), generation: generation, at: kernel.now + wait)
    }

    private func finish(_ kernel: Kernel) {
        for target in targets { kernel.parts[target].i2cStop(PartContext(kernel, Int32(target))) }
        if !targets.isEmpty { tell(.stop, kernel) }
        _ = kernel.buses.takeStretch()
        let transaction = queue.removeFirst()
        let result: Result<[[UInt8]], any Error> = error.map { .failure($0) } ?? .success(transaction.results)
        kernel.wakeUps.append(.bytes(transaction.waiter, result))
        phase = .idle
        targets = []
        start(kernel)
    }

    /// Whether the wires are not at rest, which they must be before each byte.
    private func stuck(_ kernel: Kernel) -> I2CFault? {
        for (pin, wire) in [(sda, "SDA"), (scl, "SCL")] {
            let logic = kernel.logic(of: kernel.pins[pin].net)
            guard logic != .high else { continue }
            if logic == .floating { kernel.buses.reportMissingPullUp(on: self, wire, kernel) }
            return .busStuck
        }
        return nil
    }

    /// The error of a fault, with Linux's number for it.
    func error(_ fault: I2CFault) -> HALError {
        let subject = "\(name) at \(queue[0].address)"
        switch fault {
        case .noAcknowledgeAddress:
            return HALError(
                .i2c, subject, reason: "no device answers at the address",
                advice: "Look at the wiring and the address.",
                i2cFault: fault, errno: 6)
        case .noAcknowledgeData(let index):
            return HALError(
                .i2c, subject, reason: "the device refused byte \(index.map { String($0) } ?? "?")", i2cFault: fault,
                errno: 5)
        case .timeout:
            return HALError(
                .i2c, subject, reason: "the device held the clock for too long", i2cFault: fault, errno: 110)
        case .arbitrationLost:
            return HALError(.i2c, subject, reason: "another controller won the bus", i2cFault: fault, errno: 11)
        case .busStuck:
            return HALError(
                .i2c, subject, reason: "a wire of the bus isn't high at rest",
                advice: "Look for a pull-up that is missing or a device that holds the wire low.", i2cFault: fault,
                errno: 16)
        case .corrupt:
            return HALError(.i2c, subject, reason: "the bytes were corrupted", i2cFault: fault, errno: 74)
        }
    }

    private func tell(_ step: BusStep, _ kernel: Kernel) { kernel.tell(kernel.sinkMasks.buses, .bus(bus), .bus(step)) }
}

extension I2COperation {
    var isRead: Bool {
        if case .read = self { true } else { false }
    }
}
