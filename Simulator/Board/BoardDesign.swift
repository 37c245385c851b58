// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a board is made of: parts and wires.
///
/// A design belongs to one board: its parts change while the board runs. To have a second board like it, make a second design.
public struct BoardDesign {
    /// The parts.
    public var parts: [any Part]
    /// The wires between their pins.
    public var wires: [Wire]
    /// The physical surroundings.
    public var environment: EnvironmentDesign

    /// Makes a design.
    ///
    /// - Parameters:
    ///   - parts: The parts.
    ///   - wires: The wires between their pins.
    ///   - environment: The physical surroundings.
    public init(
        parts: [any Part] = [], wires: [Wire] = [], environment: EnvironmentDesign = EnvironmentDesign()
    ) {
        self.parts = parts
        self.wires = wires
        self.environment = environment
    }

    /// Makes a design in Swift.
    ///
    /// - Parameter content: Parts, wires and quantities, one a line.
    /// - Throws: What the content throws.
    public init(@BoardBuilder _ content: () throws -> BoardDesign) rethrows { self = try content() }

    mutating func add(_ other: BoardDesign) {
        parts += other.parts
        wires += other.wires
        environment.add(other.environment)
    }
}

extension Part {
    /// The part with a wire from one of its pins.
    ///
    /// - Parameters:
    ///   - pin: The pin's name.
    ///   - end: The other end, as `part:pin`.
    /// - Returns: The part and the wire, for a board's builder.
    public func wired(_ pin: String, to end: String) -> BoardDesign {
        BoardDesign(parts: [self], wires: [Wire("\(id):\(pin)", end)])
    }
}

extension BoardDesign {
    /// The parts with one more wire, from a pin of the first of them.
    ///
    /// - Parameters:
    ///   - pin: The pin's name.
    ///   - end: The other end, as `part:pin`.
    /// - Returns: The parts and the wires, for a board's builder.
    public func wired(_ pin: String, to end: String) -> BoardDesign {
        precondition(!parts.isEmpty, "a wire needs a part to start from")
        var design = self
        design.wires.append(Wire("\(parts[0].id):\(pin)", end))
        return design
    }
}
