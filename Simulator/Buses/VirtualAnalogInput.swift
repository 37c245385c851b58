// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// An analog input of a virtual board.
final class VirtualAnalogInput: AnalogInput {
    let name: String
    private let board: VirtualBoard
    private let pin: Int32
    private let bits: Int
    private let reference: Double

    init(board: VirtualBoard, pin: Int32, bits: Int, reference: Double, name: String) {
        self.board = board
        self.pin = pin
        self.bits = bits
        self.reference = reference
        self.name = name
    }

    func read() async throws -> AnalogReading {
        try Task.checkCancellation()
        let volts = board.locked { $0.measure(pin) }
        let greatest = Double(1 << bits - 1)
        let raw = min(max(0, (volts / reference * greatest).rounded()), greatest)
        return AnalogReading(raw: Int(raw), volts: raw / greatest * reference, fraction: raw / greatest)
    }
}
