// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// An I2C bus of a virtual board.
final class VirtualI2CBus: I2CBus {
    let name: String
    private let board: VirtualBoard
    private let place: Int

    init(board: VirtualBoard, place: Int, name: String) {
        self.board = board
        self.place = place
        self.name = name
    }

    func transaction(_ address: I2CAddress, _ operations: [I2COperation]) async throws -> [[UInt8]] {
        for case .read(let count) in operations where count < 1 {
            throw HALError(
                .invalid, "\(name) at \(address)", reason: "a read needs at least one byte, not \(count)", errno: 22)
        }
        try Task.checkCancellation()
        let id = board.locked { $0.buses.nextTransaction() }
        return try await withTaskCancellationHandler {
            try await Waiter.wait { waiter in
                board.locked { kernel in
                    kernel.buses.i2c[place].begin(
                        I2CController.Transaction(id: id, address: address, operations: operations, waiter: waiter),
                        kernel)
                    kernel.settle()
                }
            }
        } onCancel: {
            board.locked { $0.buses.i2c[place].cancel(id, $0) }
        }
    }
}
