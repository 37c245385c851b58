// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The parts of a diagram and the nets between them.
///
/// Breadboards are gone here: what is pushed into the same five holes, or the same rail, is one net.
public struct Wiring: Sendable {
    /// The parts, without breadboards, in the diagram's order.
    ///
    /// A wired serial monitor is the last one.
    public let parts: [WiredPart]
    /// The nets.
    ///
    /// Each pin is on exactly one; a net without wires is that of a pin to which none leads.
    public let nets: [WiredNet]
    /// What was odd: unknown parts, wires to parts and pins that are absent.
    public let findings: [BoardFinding]
    /// The wires between pins that exist, breadboards left out: each net as a star from its first pin.
    public let wires: [DiagramConnection]

    init(parts: [WiredPart], nets: [WiredNet], findings: [BoardFinding]) {
        self.parts = parts
        self.nets = nets
        self.findings = findings
        wires = nets.flatMap { net -> [DiagramConnection] in
            let pins = net.terminals.map { terminal in
                DiagramPin(
                    part: parts[terminal.part].id, name: parts[terminal.part].description.pins[terminal.pin].name)
            }
            return pins.dropFirst().compactMap { pin in
                pins.first.map { DiagramConnection(from: $0, to: pin) }
            }
        }
    }

    /// A pin of a net.
    ///
    /// - Parameter terminal: Where it is.
    /// - Returns: The pin.
    public func pin(_ terminal: WiredNet.Terminal) -> PinDescription {
        parts[terminal.part].description.pins[terminal.pin]
    }

    /// A pin as diagrams write it.
    ///
    /// - Parameter terminal: Where it is.
    /// - Returns: The part's id, a colon and the pin's name.
    public func name(_ terminal: WiredNet.Terminal) -> String { "\(parts[terminal.part].id):\(pin(terminal).name)" }

    /// The line that a pin leads to, and its board; nil when it leads to none.
    ///
    /// - Parameter terminal: Where the pin is.
    /// - Returns: The board and the line.
    public func line(_ terminal: WiredNet.Terminal) -> (board: SimulatedBoard, line: SimulatedLine)? {
        guard case .line(let index) = pin(terminal).role, let board = parts[terminal.part].board else { return nil }
        return (board, board.lines[index])
    }

    /// The boards, by their places among the parts; lines are looked up on the first one first.
    public var boards: [Int] { parts.indices.filter { parts[$0].board != nil } }
}
