// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// The controller of a character display: what its bus tells it, and what can be read off.
///
/// Source: Hitachi HD44780U data sheet, table 6 (instructions and their times), figure 9 (addresses of the second line) and table 4 (characters
/// of the ROM A00).
struct HD44780 {
    // At 270 kHz.
    private static let execution = Duration.microseconds(37)
    private static let longExecution = Duration.microseconds(1520)

    let columns: Int
    let rows: Int
    /// Whether the display was told to be on.
    private(set) var isOn = false
    /// How many instructions came while it was still busy and were lost.
    private(set) var lost = 0

    private var display = [UInt8](repeating: 0x20, count: 0x80)
    private var characters = [UInt8](repeating: 0, count: 64)
    private var address: UInt8 = 0
    private var isAddressOfCharacters = false
    private var increments = true
    private var shiftsDisplay = false
    private var shift = 0
    private var isEightBit = true
    // With a bus of four bits: the first half of a byte.
    private var upperHalf: UInt8?
    private var busyUntil = Timestamp.zero

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    /// What stands on the display, line by line; blank while it is off.
    var text: String {
        (0..<rows).map { row in
            // The third line of a display of four goes on where the first one ends.
            let start = (row % 2) * 0x40 + (row / 2) * columns
            return String(
                (0..<columns).map { column -> Character in
                    guard isOn else { return " " }
                    let line = start & 0x40
                    let place = (start - line + column + shift + 40 * 8) % 40
                    return Self.character(display[line + place])
                })
        }.joined(separator: "\n")
    }

    /// Takes what is on the bus at a falling edge of E.
    ///
    /// - Parameters:
    ///   - bus: D0 to D7; with a bus of four bits the lower half doesn't count.
    ///   - isData: The level of RS.
    ///   - now: The present instant.
    mutating func write(_ bus: UInt8, isData: Bool, at now: Timestamp) {
        if isEightBit { return execute(bus, isData: isData, at: now) }
        guard let upper = upperHalf else {
            upperHalf = bus & 0xf0
            return
        }
        upperHalf = nil
        execute(upper | bus >> 4, isData: isData, at: now)
    }

    /// The busy flag and the address, as they are read with RS low.
    ///
    /// - Parameter now: The present instant.
    /// - Returns: The byte.
    func status(at now: Timestamp) -> UInt8 { (now < busyUntil ? 0x80 : 0) | address }

    /// Forgets the first half of a byte that was read or written.
    mutating func resynchronize() { upperHalf = nil }

    private mutating func execute(_ byte: UInt8, isData: Bool, at now: Timestamp) {
        // The sequence of the start comes without a look at the flag.
        guard now >= busyUntil else {
            lost += 1
            return
        }
        busyUntil = now + Self.execution
        if isData { return put(byte) }
        switch byte {
        case 0x80...:
            address = byte & 0x7f
            isAddressOfCharacters = false
        case 0x40...:
            address = byte & 0x3f
            isAddressOfCharacters = true
        case 0x20...:
            isEightBit = byte & 0x10 != 0
            upperHalf = nil
        case 0x10...: moveOrShift(byte)
        case 0x08...: isOn = byte & 4 != 0
        case 0x04...:
            increments = byte & 2 != 0
            shiftsDisplay = byte & 1 != 0
        case 0x02...:
            home()
            busyUntil = now + Self.longExecution
        case 0x01:
            display = [UInt8](repeating: 0x20, count: 0x80)
            increments = true
            home()
            busyUntil = now + Self.longExecution
        default: break
        }
    }

    private mutating func home() {
        address = 0
        shift = 0
        isAddressOfCharacters = false
    }

    private mutating func moveOrShift(_ byte: UInt8) {
        let isRight = byte & 4 != 0
        if byte & 8 != 0 { shift = (shift + (isRight ? -1 : 1)) % 40 } else { step(forward: isRight) }
    }

    private mutating func put(_ byte: UInt8) {
        if isAddressOfCharacters {
            characters[Int(address & 0x3f)] = byte & 0x1f
        } else {
            display[Int(address & 0x7f)] = byte
            if shiftsDisplay { shift = (shift + (increments ? 1 : -1)) % 40 }
        }
        step(forward: increments)
    }

    // The first line has 40 places from 0x00 on, the second one 40 from 0x40 on.
    private mutating func step(forward: Bool) {
        if isAddressOfCharacters {
            address = forward ? (address &+ 1) & 0x3f : (address &- 1) & 0x3f
        } else if forward {
            address = address == 0x27 ? 0x40 : address >= 0x67 ? 0 : address + 1
        } else {
            address = address == 0x40 ? 0x27 : address == 0 ? 0x67 : address - 1
        }
    }

    private static func character(_ code: UInt8) -> Character {
        switch code {
        // Drawn by the program.
        case 0x00...0x0f: return "▪"
        case 0x5c: return "¥"
        case 0x7e: return "→"
        case 0x7f: return "←"
        case 0x20...0x7d: return Character(Unicode.Scalar(code))
        // Mostly used as a degree sign.
        case 0xdf: return "°"
        case 0xa1...0xde: return Unicode.Scalar(0xff61 + UInt32(code - 0xa1)).map { Character($0) } ?? " "
        case 0xe4: return "µ"
        case 0xf4: return "Ω"
        case 0xf7: return "π"
        case 0xfd: return "÷"
        case 0xff: return "█"
        default: return " "
        }
    }
}
