// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunSimulator

/// A board and what programs know of it.
struct BoardSetup: Sendable {
    let board: VirtualBoard
    let description: BoardDescription
    var wiring: [String: PinID] = [:]
    var interlocks: [Interlock] = []
}
