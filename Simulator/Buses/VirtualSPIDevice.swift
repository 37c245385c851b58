// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// A device on an SPI bus of a virtual board.
final class VirtualSPIDevice: SPIDevice {
    let name: String
    private let board: VirtualBoard
    private let place: Int
    private let chipSelect: Int
    private let config: SPIConfig

    init(board: VirtualBoard, place: Int, chipSelect: Int, config: SPIConfig, name: String) {
        self.board = board
        self.place = place
        self.chipSelect = chipSelect
        self.config = config
        self.name = name
    }

    func transaction(_ operations: [SPIOperation]) async throws -> [[UInt8]] {
        for case .read(let count) in operations where count < 0 {
            throw HALError(.invalid, name, reason: "a read can't have \(count) bytes", errno: 22)
        }
        try Task.checkCancellation()
        let id = board.locked { $0.buses.nextTransaction() }
        return try await withTaskCancellationHandler {
            try await Waiter.wait { waiter in
                board.locked { kernel in
                    kernel.buses.spi[place].begin(
                        SPIController.Transaction(
                            id: id, chipSelect: chipSelect, config: config, operations: operations, waiter: waiter),
                        kernel)
                    kernel.settle()
                }
            }
        } onCancel: {
            board.locked { $0.buses.spi[place].cancel(id, $0) }
        }
    }
}
