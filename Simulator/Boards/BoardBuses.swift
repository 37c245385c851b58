// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Which lines of a board are buses: its usual ones, and those to which devices are wired.
struct BoardBuses {
    struct I2C {
        var number: Int
        var sda: Int
        var scl: Int
    }

    struct SPI {
        var number: Int
        var sclk: Int
        var mosi: Int
        var miso: Int
        var chipSelects: [Int]
    }

    /// By the places of lines.
    var i2c: [I2C] = []
    var spi: [SPI] = []
    /// Lines to which something is wired; of two that share a PWM channel it is put on the one that is used.
    var pwmLines: Set<Int> = []

    /// The usual buses.
    init(_ board: SimulatedBoard) { addUsual(board) }

    /// The buses to which devices are wired, and the usual ones for the rest.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - wiring: The wiring of the diagram.
    ///   - part: The board's place among the parts.
    init(_ board: SimulatedBoard, _ wiring: Wiring, _ part: Int) {
        func line(_ net: Int?) -> Int? {
            guard let net else { return nil }
            for terminal in wiring.nets[net].terminals where terminal.part == part {
                if case .line(let line) = wiring.pin(terminal).role { return line }
            }
            return nil
        }
        for wired in wiring.parts {
            if let device = wired.description.i2c, let sda = line(wired.net(of: device.sda)),
                let scl = line(wired.net(of: device.scl))
            {
                addI2C(board, sda: sda, scl: scl)
            }
            if let device = wired.description.spi, let sclk = line(wired.net(of: device.clock)) {
                addSPI(
                    board, sclk: sclk, mosi: device.input.flatMap { line(wired.net(of: $0)) },
                    miso: device.output.flatMap { line(wired.net(of: $0)) }, select: line(wired.net(of: device.select)))
            }
        }
        for (index, boardLine) in board.lines.enumerated() where boardLine.pwmChannel != nil {
            guard let pin = boardLine.pins.first, let net = wiring.parts[part].net(of: pin), wiring.nets[net].isWired
            else {
                continue
            }
            pwmLines.insert(index)
        }
        addUsual(board)
    }

    /// The buses, and the parts on them.
    func described(_ board: SimulatedBoard, _ wiring: Wiring, _ part: Int) -> [DiagramBus] {
        func net(_ line: Int) -> Int? { board.lines[line].pins.first.flatMap { wiring.parts[part].net(of: $0) } }
        func names(_ lines: [Int]) -> [String] { lines.map { board.lines[$0].name } }
        return i2c.map { bus in
            DiagramBus(
                name: "i2c-\(bus.number)", lines: names([bus.sda, bus.scl]),
                devices: wiring.parts.compactMap { wired in
                    guard let device = wired.description.i2c, wired.net(of: device.sda) == net(bus.sda),
                        wired.net(of: device.scl) == net(bus.scl)
                    else { return nil }
                    return DiagramBus.Device(part: wired.id, address: device.address.description)
                })
        }
            + spi.map { bus in
                DiagramBus(
                    name: "spi\(bus.number)", lines: names([bus.sclk, bus.mosi, bus.miso]),
                    devices: wiring.parts.compactMap { wired in
                        guard let device = wired.description.spi, wired.net(of: device.clock) == net(bus.sclk),
                            let select = wired.net(of: device.select),
                            let number = bus.chipSelects.firstIndex(where: { net($0) == select })
                        else { return nil }
                        return DiagramBus.Device(part: wired.id, address: "chip select \(number)")
                    })
            }
    }

    private mutating func addI2C(_ board: SimulatedBoard, sda: Int, scl: Int) {
        guard !i2c.contains(where: { $0.sda == sda && $0.scl == scl }) else { return }
        let numbers = board.lines[sda].functions.filter { $0.unit == "i2c" && $0.signal == "sda" }.map(\.number)
        let fixed = numbers.first { number in
            board.lines[scl].functions.contains(PinFunction("i2c", number, "scl"))
                && !i2c.contains { $0.number == number }
        }
        guard let number = fixed ?? (board.routesBusesFreely ? free(i2c.map(\.number)) : nil) else { return }
        i2c.append(I2C(number: number, sda: sda, scl: scl))
    }

    private mutating func addSPI(_ board: SimulatedBoard, sclk: Int, mosi: Int?, miso: Int?, select: Int?) {
        var index = spi.firstIndex { $0.sclk == sclk }
        if index == nil {
            let fixed = board.lines[sclk].bus("spi", "sclk").flatMap { number in
                spi.contains { $0.number == number } ? nil : number
            }
            guard let number = fixed ?? (board.routesBusesFreely ? free(spi.map(\.number)) : nil) else { return }
            func usual(_ signal: String) -> Int? {
                board.lines.firstIndex { $0.functions.contains(PinFunction("spi", number, signal)) && !$0.pins.isEmpty }
            }
            guard let mosi = mosi ?? usual("mosi"), let miso = miso ?? usual("miso") else { return }
            let selects = board.routesBusesFreely ? [] : Self.selects(board, number)
            index = spi.count
            spi.append(SPI(number: number, sclk: sclk, mosi: mosi, miso: miso, chipSelects: selects))
        }
        // A device with its select at another pin has the next number, as with the kernel's cs-gpios.
        if let index, let select, !spi[index].chipSelects.contains(select) { spi[index].chipSelects.append(select) }
    }

    private mutating func addUsual(_ board: SimulatedBoard) {
        func line(_ unit: String, _ number: Int, _ signal: String) -> Int? {
            board.lines.firstIndex { $0.functions.contains(PinFunction(unit, number, signal)) && !$0.pins.isEmpty }
        }
        let usual = board.known?.i2c ?? 0
        if !i2c.contains(where: { $0.number == usual }), let sda = line("i2c", usual, "sda"),
            let scl = line("i2c", usual, "scl"), !isUsed(sda), !isUsed(scl)
        {
            i2c.append(I2C(number: usual, sda: sda, scl: scl))
        }
        if !spi.contains(where: { $0.number == 0 }), let sclk = line("spi", 0, "sclk"),
            let mosi = line("spi", 0, "mosi"),
            let miso = line("spi", 0, "miso"), ![sclk, mosi, miso].contains(where: isUsed)
        {
            spi.append(SPI(number: 0, sclk: sclk, mosi: mosi, miso: miso, chipSelects: Self.selects(board, 0)))
        }
        i2c.sort { $0.number < $1.number }
        spi.sort { $0.number < $1.number }
    }

    private func isUsed(_ line: Int) -> Bool {
        i2c.contains { $0.sda == line || $0.scl == line }
            || spi.contains { $0.sclk == line || $0.mosi == line || $0.miso == line }
    }

    private func free(_ numbers: [Int]) -> Int { (0...).first { !numbers.contains($0) } ?? 0 }

    private static func selects(_ board: SimulatedBoard, _ number: Int) -> [Int] {
        var selects: [Int] = []
        while let line = board.lines.firstIndex(where: {
            $0.functions.contains(PinFunction("spi", number, "ce\(selects.count)")) && !$0.pins.isEmpty
        }) {
            selects.append(line)
        }
        return selects
    }
}
