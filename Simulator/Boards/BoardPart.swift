// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A board in a diagram, as a part: its pins, and what it offers to programs.
public final class BoardPart: Part {
    /// The type's name is that of the board; see ``SimulatedBoard/type``.
    public static let type = "board"

    /// The part's name on its board.
    public let id: String
    /// What kind of board it is.
    public let board: SimulatedBoard
    /// The lines that are brought out, the supplies, and what does nothing.
    public let pins: [PartPin]
    /// Pull-ups on the board.
    public let links: [PartLink]
    /// What it offers to programs.
    public let hardware: HardwareMap?

    /// Makes a board.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - board: What kind of board it is.
    public convenience init(_ id: String, _ board: SimulatedBoard) {
        self.init(id, board, BoardBuses(board))
    }

    /// Makes a board from a diagram: a Raspberry Pi 4, for a type says no more here.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `board`: the board's type, `board-raspberry-pi-4` by default.
    /// - Throws: ``PartError`` when there is no such board.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        let type = try attributes.choice("board", of: ["board-raspberry-pi-4"] + SimulatedBoard.all.map(\.type))
        guard let board = SimulatedBoard.named(type) else { throw PartError("there is no board ‘\(type)’") }
        self.init(id, board)
    }

    init(_ id: String, _ board: SimulatedBoard, _ buses: BoardBuses) {
        self.id = id
        self.board = board
        var pins: [PartPin] = []
        var pinOfLine: [Int: Int] = [:]
        for (index, line) in board.lines.enumerated() {
            guard let first = line.pins.first else { continue }
            pinOfLine[index] = pins.count
            pins.append(
                PartPin(
                    first, .bidirectional, aliases: Array(line.pins.dropFirst()), maximumVolts: board.maximumVolts))
        }
        var rail: Int?
        for supply in board.supplies {
            guard let first = supply.pins.first else { continue }
            if abs(supply.volts - board.volts) < 0.2 { rail = rail ?? pins.count }
            pins.append(PartPin(first, .supply(supply.volts), aliases: Array(supply.pins.dropFirst())))
        }
        pins += board.idlePins.map { PartPin($0, .unconnected) }
        self.pins = pins
        links = board.lines.enumerated().compactMap { index, line in
            guard let ohms = line.boardPullUp, let pin = pinOfLine[index], let rail else { return nil }
            return PartLink(pin, rail, ohms: ohms)
        }
        hardware = board.hardware(pinOfLine, buses)
    }
}
