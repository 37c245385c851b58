// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
internal import DagrunSystem

/// A board as a diagram draws it: its parts and nets, what its lines are called, and what is odd about it.
///
/// ```swift
/// let diagram = try DiagramBoard(contentsOf: "board.json")
/// for finding in diagram.findings { print(finding) }
/// let board = try diagram.virtualBoard()
/// ```
public struct DiagramBoard: Sendable {
    /// The board's name: that of the file, or what was given.
    public let name: String
    /// The diagram.
    public let diagram: Diagram
    /// The parts and the nets.
    public let wiring: Wiring
    /// The names that lines have by what is wired to them.
    public let lineNames: [LineName]
    /// What can't work or may do harm, and what was left out.
    public let findings: [BoardFinding]
    /// The board's lines and their names, for the HAL; one without lines where the diagram has no board.
    public let description: BoardDescription

    /// The buses of the first board, and who is on them.
    public let buses: [DiagramBus]

    private let catalog: PartCatalog

    /// Takes a diagram apart.
    ///
    /// - Parameters:
    ///   - file: The diagram.
    ///   - name: The board's name.
    ///   - registry: The types of parts that there are besides the boards.
    public init(_ file: DiagramFile, name: String, registry: PartRegistry = .standard) {
        catalog = PartCatalog(registry)
        let wiring = Wiring(file, catalog: catalog)
        self.name = name
        diagram = file.diagram
        self.wiring = wiring
        let names = wiring.lineNames
        lineNames = names
        findings = file.findings + WiringLint.findings(in: wiring)
        if let first = wiring.boards.first, let board = wiring.parts[first].board {
            var aliases: [String: PinID] = [:]
            for name in names where name.board == first { aliases[name.name] = .name(board.lines[name.line].name) }
            let buses = BoardBuses(board, wiring, first)
            self.buses = buses.described(board, wiring, first)
            let part = BoardPart(wiring.parts[first].id, board, buses)
            description = board.description(
                aliases: aliases, hardware: part.hardware ?? HardwareMap(chips: []))
        } else {
            buses = []
            description = BoardDescription(id: name, name: name)
        }
    }

    /// Reads a diagram's file and takes it apart.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - registry: The types of parts that there are besides the boards.
    /// - Throws: ``DiagramError`` when the file can't be read or isn't a diagram.
    public init(contentsOf path: String, registry: PartRegistry = .standard) throws(DiagramError) {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try Folders.read(path)
        } catch {
            // ENOENT.
            let message = error.code == 2 ? "there is no such file; give the path of a diagram.json" : "\(error)"
            throw DiagramError(file: path, message: message)
        }
        let file = String(path.split(separator: "/").last ?? "board")
        self.init(
            try DiagramFile(bytes, name: path), name: file.hasSuffix(".json") ? String(file.dropLast(5)) : file,
            registry: registry)
    }

    /// Makes the parts and wires anew: a design for one virtual board.
    ///
    /// Parts of unknown types are left out, with their wires.
    public func design() -> sending BoardDesign {
        var design = BoardDesign()
        var made: Set<String> = []
        for (index, wired) in wiring.parts.enumerated() {
            if let board = wired.board {
                design.parts.append(BoardPart(wired.id, board, BoardBuses(board, wiring, index)))
            } else if let part = catalog.part(for: wired.part) {
                design.parts.append(part)
            } else {
                continue
            }
            made.insert(wired.id)
        }
        for net in wiring.nets {
            let ends = net.terminals.filter { made.contains(wiring.parts[$0.part].id) }.map(wiring.name)
            for end in ends.dropFirst() { design.wires.append(Wire(ends[0], end)) }
        }
        return design
    }

    /// Makes a virtual board and switches it on.
    ///
    /// - Parameters:
    ///   - configuration: How the board is made: its seed, its queue.
    ///   - clock: The clock by which its time goes; nil: it has its own.
    /// - Returns: The board.
    /// - Throws: ``BoardError`` when parts can't be together, such as one whose id holds a colon.
    public func virtualBoard(
        configuration: VirtualBoard.Configuration = VirtualBoard.Configuration(), clock: (any HALClock)? = nil
    ) throws(BoardError) -> VirtualBoard {
        try VirtualBoard(name, design: design(), configuration: configuration, clock: clock)
    }
}
