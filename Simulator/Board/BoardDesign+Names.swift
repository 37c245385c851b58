// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension BoardDesign {
    /// The names that lines have by what is wired to them, such as `button.green`; see ``LineName``.
    public var lineNames: [LineName] { wiring.lineNames }

    /// What is known of the lines of the first board among the parts, with the names that they have by what is wired to them.
    ///
    /// - Parameter given: What is known besides; its own names go before those of the parts. Nil: what comes with the board;
    ///   nothing is known of a computer of another type.
    /// - Returns: The description.
    public func boardDescription(_ given: BoardDescription? = nil) -> BoardDescription {
        let wiring = wiring
        guard let first = wiring.boards.first, let board = wiring.parts[first].board else {
            return given ?? BoardDescription(id: "board", name: "a computer of the program's own")
        }
        var aliases: [String: PinID] = [:]
        for name in wiring.lineNames where name.board == first {
            aliases[name.name] = .name(board.lines[name.line].name)
        }
        guard var description = given else {
            let hardware = BoardPart(wiring.parts[first].id, board).hardware
            return board.description(aliases: aliases, hardware: hardware ?? HardwareMap(chips: []))
        }
        let known = Set(description.lines.map(\.name))
        description.aliases.merge(aliases.filter { known.contains($0.value.description) }) { given, _ in given }
        return description
    }

    private var wiring: Wiring {
        var builder = WiringBuilder(self)
        return builder.wiring()
    }
}
