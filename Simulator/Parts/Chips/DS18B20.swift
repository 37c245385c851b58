// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a DS18B20 understands: bits in, bits out, without any time.
struct DS18B20 {
    /// What a slot is for.
    enum Slot: Equatable {
        /// Nobody is meant.
        case none
        /// The controller sends a bit.
        case receives
        /// The sensor sends a bit.
        case sends(Bool)
    }

    private enum State {
        case deaf
        /// Waits for a command for the bus, or for one for the sensor.
        case romCommand, function
        case matching(Int)
        /// A search: the bit, its complement, then the controller's choice.
        case searching(Int, step: Int)
        case sending
        case writing
        case converting
    }

    /// The number: family, serial number, check sum.
    private let rom: [UInt8]
    private var scratchpad: [UInt8] = []
    private var memory: [UInt8] = [0x4b, 0x46, 0x7f]
    private var state = State.deaf
    private var incoming: UInt8 = 0
    private var incomingBits = 0
    private var outgoing: [Bool] = []
    private var written: [UInt8] = []
    private var isConverting = false
    private var asksConversion = false

    init(rom: [UInt8]) {
        self.rom = rom + [Self.checkSum(rom)]
        powerOn()
    }

    /// The temperature in the scratchpad.
    var celsius: Double { Double(Int16(bitPattern: UInt16(scratchpad[0]) | UInt16(scratchpad[1]) << 8)) / 16 }

    /// How many bits a measurement has, 9 to 12.
    private var resolution: Int { 9 + Int(scratchpad[4] >> 5 & 3) }

    /// Begins with 85 °C, as the sensor does.
    mutating func powerOn() {
        scratchpad = [0x50, 0x05] + memory + [0xff, 0x0c, 0x10]
        state = .deaf
        isConverting = false
    }

    /// There was a reset pulse.
    mutating func reset() {
        state = .romCommand
        clear()
    }

    /// What the slot that begins now is for.
    mutating func nextSlot() -> Slot {
        switch state {
        case .deaf: return .none
        case .romCommand, .function, .matching, .writing: return .receives
        case .searching(let bit, let step):
            guard step < 2 else { return .receives }
            state = .searching(bit, step: step + 1)
            return .sends(romBit(bit) != (step == 1))
        case .sending: return .sends(outgoing.popLast() ?? true)
        case .converting: return .sends(!isConverting)
        }
    }

    /// The controller sent a bit.
    mutating func receive(_ bit: Bool) {
        switch state {
        case .deaf, .sending, .converting: break
        case .searching(let place, _):
            guard bit == romBit(place) else { return state = .deaf }
            state = place == 63 ? .function : .searching(place + 1, step: 0)
        case .matching(let place):
            guard bit == romBit(place) else { return state = .deaf }
            state = place == 63 ? .function : .matching(place + 1)
        case .romCommand, .function, .writing:
            incoming = incoming >> 1 | (bit ? 0x80 : 0)
            incomingBits += 1
            guard incomingBits == 8 else { return }
            let byte = incoming
            clear()
            take(byte)
        }
    }

    /// How many bits the measurement has that was asked for; nil when none was.
    mutating func takeConversion() -> Int? {
        guard asksConversion else { return nil }
        asksConversion = false
        return resolution
    }

    /// Ends a measurement.
    mutating func store(celsius: Double) {
        let step = 1 << (12 - resolution)
        let sixteenths = (Int((celsius * 16).rounded()) / step) * step
        let word = UInt16(bitPattern: Int16(sixteenths))
        scratchpad[0] = UInt8(word & 0xff)
        scratchpad[1] = UInt8(word >> 8)
        isConverting = false
    }

    private mutating func take(_ byte: UInt8) {
        switch (state, byte) {
        case (.romCommand, 0x33): send(rom, then: .sending)
        case (.romCommand, 0x55): state = .matching(0)
        case (.romCommand, 0xcc): state = .function
        case (.romCommand, 0xf0): state = .searching(0, step: 0)
        case (.function, 0x44):
            isConverting = true
            asksConversion = true
            state = .converting
        case (.function, 0xbe): send(scratchpad + [Self.checkSum(scratchpad)], then: .sending)
        case (.function, 0x4e):
            written = []
            state = .writing
        case (.function, 0x48):
            memory = Array(scratchpad[2...4])
            send([], then: .sending)
        case (.function, 0xb8):
            scratchpad.replaceSubrange(2...4, with: memory)
            send([], then: .sending)
        // Fed by VCC: ones.
        case (.function, 0xb4): send([], then: .sending)
        case (.writing, _):
            written.append(byte)
            guard written.count == 3 else { return }
            scratchpad.replaceSubrange(2...4, with: [written[0], written[1], written[2] & 0x60 | 0x1f])
            state = .deaf
        default: state = .deaf
        }
    }

    private mutating func send(_ bytes: [UInt8], then state: State) {
        outgoing = bytes.flatMap { byte in (0..<8).map { byte >> UInt8($0) & 1 == 1 } }.reversed()
        self.state = state
    }

    private mutating func clear() {
        incoming = 0
        incomingBits = 0
        outgoing = []
    }

    private func romBit(_ place: Int) -> Bool { rom[place / 8] >> UInt8(place % 8) & 1 == 1 }

    // The polynomial x^8 + x^5 + x^4 + 1, lowest bit first.
    private static func checkSum(_ bytes: [UInt8]) -> UInt8 {
        bytes.reduce(0) { sum, byte in
            (0..<8).reduce(sum ^ byte) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x8c : value >> 1 }
        }
    }
}
