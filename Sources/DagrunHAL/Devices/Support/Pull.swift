// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What holds an input where it is while nothing is active; gpiozero's `pull_up` and `active_state`.
public enum Pull: Sendable, Hashable {
    /// The board's resistor to the supply: the input is active when it is connected to ground.
    case up
    /// The board's resistor to ground: the input is active when it is connected to the supply.
    case down
    /// Something outside of the board.
    case external(activeLow: Bool)

    /// The configuration of such an input.
    ///
    /// - Parameters:
    ///   - edges: Which edges are told.
    ///   - debounce: How long the line must be stable before an edge counts.
    /// - Returns: The configuration.
    package func config(edges: EdgeDetection = .both, debounce: Duration = .zero) -> LineConfig {
        switch self {
        case .up: .input(bias: .pullUp, activeLow: true, edges: edges, debounce: debounce)
        case .down: .input(bias: .pullDown, edges: edges, debounce: debounce)
        case .external(let activeLow):
            .input(bias: .disabled, activeLow: activeLow, edges: edges, debounce: debounce)
        }
    }
}
