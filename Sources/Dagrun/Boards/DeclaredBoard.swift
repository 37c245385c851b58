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
///     var wiring: [String: PinID] { ["button.green": "GPIO17", "led.green": "GPIO18"] }
///     var boards: [String: DeclaredBoard] {
///         [
///             "lamp": DeclaredBoard {
///                 RaspberryPiPart("pi")
///                 PushbuttonPart("btn").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
///                 ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
///                 LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
///             }
///         ]
///     }
/// }
/// ```
public struct DeclaredBoard: Sendable {
    /// What is known of the board's lines.
    public let description: BoardDescription
    private let content: @Sendable () -> sending BoardDesign

    /// Declares a board.
    ///
    /// - Parameters:
    ///   - description: What is known of the lines of the computer on it.
    ///   - content: Its parts, wires and quantities, made anew for each run.
    public init(
        _ description: BoardDescription = .raspberryPi4,
        @BoardBuilder content: @escaping @Sendable () -> sending BoardDesign
    ) {
        self.description = description
        self.content = content
    }

    /// Makes the board and switches it on.
    func virtualBoard(_ name: String, _ configuration: VirtualBoard.Configuration, _ time: VirtualTime)
        throws(BoardError) -> VirtualBoard
    {
        try VirtualBoard(name, design: content(), configuration: configuration, clock: time)
    }
}
