// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunSimulator

/// A simulated board that is declared in Swift, for `--board` to find by its name.
///
/// ```swift
/// import Dagrun
/// import DagrunSimulator
///
/// @main struct Lab: DAGBundle {
///     var dags: [DAG] { [greet] }
///     var boards: [String: DeclaredBoard] {
///         [
///             "lamp": DeclaredBoard(interlocks: [.limit("led.white", onTime: .seconds(60))]) {
///                 RaspberryPiPart("pi")
///                 PushbuttonPart("btn", color: "green").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
///                 ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
///                 LEDPart("lamp", color: "white").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
///             }
///         ]
///     }
/// }
/// ```
///
/// Its pins have the names that the same parts would give them in a diagram: `button.green` and `led.white` here. Names of the
/// description and of the bundle's `wiring` go before those.
public struct DeclaredBoard: Sendable {
    /// Rules that outputs must never break.
    public let interlocks: [Interlock]
    private let given: BoardDescription?
    private let content: @Sendable () -> sending BoardDesign

    /// What is known of the board's lines, the names by its parts included.
    public var description: BoardDescription { content().boardDescription(given) }

    /// Declares a board.
    ///
    /// - Parameters:
    ///   - description: What is known of the lines of the computer on it; nil: what comes with the computer.
    ///   - interlocks: Rules that outputs must never break, whatever tasks do.
    ///   - content: Its parts, wires and quantities, made anew for each run.
    public init(
        _ description: BoardDescription? = nil, interlocks: [Interlock] = [],
        @BoardBuilder content: @escaping @Sendable () -> sending BoardDesign
    ) {
        given = description
        self.interlocks = interlocks
        self.content = content
    }

    /// Makes the board and switches it on.
    ///
    /// - Parameters:
    ///   - name: The board's name.
    ///   - configuration: How it is made: its seed and its queue.
    ///   - clock: The clock by which its time goes; nil: it has its own.
    /// - Returns: The board.
    /// - Throws: `BoardError` with all that is wrong with it.
    public func virtualBoard(
        _ name: String, configuration: VirtualBoard.Configuration = VirtualBoard.Configuration(),
        clock: (any HALClock)? = nil
    ) throws(BoardError) -> VirtualBoard {
        try VirtualBoard(name, design: content(), configuration: configuration, clock: clock)
    }
}
