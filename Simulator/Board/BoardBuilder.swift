// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Gathers the parts, wires and quantities of a board.
@resultBuilder
public enum BoardBuilder {
    /// Takes a part: `ResistorPart("r1", ohms: 220)`.
    ///
    /// - Parameter part: The part.
    /// - Returns: A design with it.
    public static func buildExpression(_ part: any Part) -> BoardDesign { BoardDesign(parts: [part]) }

    /// Takes a part with wires: `ResistorPart("r1", ohms: 220).wired("1", to: "pi:GPIO17")`.
    ///
    /// - Parameter design: The part and its wires.
    /// - Returns: The same.
    public static func buildExpression(_ design: BoardDesign) -> BoardDesign { design }

    /// Takes a wire: `Wire("r1:2", "led1:A")`.
    ///
    /// - Parameter wire: The wire.
    /// - Returns: A design with it.
    public static func buildExpression(_ wire: Wire) -> BoardDesign { BoardDesign(wires: [wire]) }

    /// Takes a quantity: `Quantity("boiler.temperature", unit: "°C", initial: 21)`.
    ///
    /// - Parameter quantity: The quantity.
    /// - Returns: A design with it.
    public static func buildExpression(_ quantity: Quantity) -> BoardDesign {
        BoardDesign(environment: EnvironmentDesign(quantities: [quantity]))
    }

    /// Takes a model: `Boiler()`.
    ///
    /// - Parameter model: The model.
    /// - Returns: A design with it.
    public static func buildExpression(_ model: any PhysicalModel) -> BoardDesign {
        BoardDesign(environment: EnvironmentDesign(models: [model]))
    }

    /// Takes a balance: `Conservation("water", of: ["tank.water", "cup.water"])`.
    ///
    /// - Parameter conservation: The balance.
    /// - Returns: A design with it.
    public static func buildExpression(_ conservation: Conservation) -> BoardDesign {
        BoardDesign(environment: EnvironmentDesign(conservations: [conservation]))
    }

    /// Puts lines together.
    ///
    /// - Parameter designs: One design a line.
    /// - Returns: All of them.
    public static func buildBlock(_ designs: BoardDesign...) -> BoardDesign { buildArray(designs) }

    /// Takes `for` loops.
    ///
    /// - Parameter designs: One design a turn.
    /// - Returns: All of them.
    public static func buildArray(_ designs: [BoardDesign]) -> BoardDesign {
        var whole = BoardDesign()
        for design in designs { whole.add(design) }
        return whole
    }

    /// Takes `if` without `else`.
    ///
    /// - Parameter design: What is within.
    /// - Returns: The same, or nothing.
    public static func buildOptional(_ design: BoardDesign?) -> BoardDesign { design ?? BoardDesign() }

    /// Takes the first branch of `if` and `else`.
    ///
    /// - Parameter design: What is within.
    /// - Returns: The same.
    public static func buildEither(first design: BoardDesign) -> BoardDesign { design }

    /// Takes the second branch of `if` and `else`.
    ///
    /// - Parameter design: What is within.
    /// - Returns: The same.
    public static func buildEither(second design: BoardDesign) -> BoardDesign { design }
}
