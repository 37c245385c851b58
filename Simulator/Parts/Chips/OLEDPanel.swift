// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The way from I2C to the controller of an OLED display.
///
/// A transaction is a row of control bytes, each with what follows: commands or data, one byte or all that comes. Source: SSD1306 data
/// sheet 1.1, section 8.1.5.2.
struct OLEDPanel {
    private enum Next { case control, one(isData: Bool), all(isData: Bool) }

    private var controller = SSD1306Controller()
    private var next = Next.control
    private var isChanged = true

    // The pull-ups of such modules, behind their own regulator.
    private static let pullUp = (volts: 3.3, ohms: 4700.0)

    /// Pulls the bus up.
    static func start(_ pins: [Int], _ context: borrowing PartContext) {
        for pin in pins { context.drive(pin, volts: pullUp.volts, ohms: pullUp.ohms) }
    }

    var status: UInt8 { controller.isOn ? 0 : 0x40 }

    mutating func connect() { next = .control }

    mutating func write(_ byte: UInt8) -> Bool {
        switch next {
        case .control:
            let isData = byte & 0x40 != 0
            next = byte & 0x80 == 0 ? .all(isData: isData) : .one(isData: isData)
        case .one(let isData):
            take(byte, isData)
            next = .control
        case .all(let isData): take(byte, isData)
        }
        return true
    }

    /// Shows the picture when it may have changed.
    mutating func show(_ context: borrowing PartContext) {
        guard isChanged else { return }
        isChanged = false
        context.show(0, .picture(controller.picture))
    }

    private mutating func take(_ byte: UInt8, _ isData: Bool) {
        isChanged = true
        if isData { controller.data(byte) } else { controller.command(byte) }
    }
}
