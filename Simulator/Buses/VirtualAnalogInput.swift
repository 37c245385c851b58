// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// An analog input of a virtual board.
final class VirtualAnalogInput: AnalogInput {
    let name: String
    private let board: VirtualBoard
    private let part: Int
    private let pin: Int32
    private let bits: Int
    private let reference: Double

    init(board: VirtualBoard, _ state: BusController.AnalogState) {
        self.board = board
        part = state.part
        pin = state.pin
        bits = state.map.bits
        reference = state.map.reference
        name = state.name
    }

    func read() async throws -> AnalogReading {
        try Task.checkCancellation()
        let volts = try board.locked { kernel throws(HALError) in
            try kernel.checkPower(of: part, name)
            return kernel.measure(pin)
        }
        let greatest = Double(1 << bits - 1)
        let raw = min(max(0, (volts / reference * greatest).rounded()), greatest)
        return AnalogReading(raw: Int(raw), volts: raw / greatest * reference, fraction: raw / greatest)
    }
}
