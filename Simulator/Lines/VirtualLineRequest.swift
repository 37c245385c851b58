// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// Lines of a virtual board that were claimed together.
final class VirtualLineRequest: LineRequest {
    let lines: [LineAddress]
    let consumer: String
    private let board: VirtualBoard
    private let number: Int32
    private let waits = Atomic<UInt64>(0)

    init(board: VirtualBoard, number: Int32, lines: [LineAddress], consumer: String) {
        self.board = board
        self.number = number
        self.lines = lines
        self.consumer = consumer
    }

    deinit { release() }

    func values(mask: UInt64) throws(HALError) -> LineValues {
        try board.locked { kernel throws(HALError) in try kernel.lineController.values(number, mask: mask, kernel) }
    }

    func set(_ values: LineValues) throws(HALError) {
        try board.locked { kernel throws(HALError) in try kernel.lineController.set(number, values, kernel) }
    }

    func reconfigure(_ configs: [LineConfig]) throws(HALError) {
        try board.locked { kernel throws(HALError) in try kernel.lineController.reconfigure(number, configs, kernel) }
    }

    func pollEvent() throws(HALError) -> LineEvent? {
        try board.locked { kernel throws(HALError) in try kernel.lineController.poll(number) }
    }

    func nextEvent() async throws -> LineEvent {
        // Most of the time somebody asks for what is there already.
        if let event = try pollEvent() { return event }
        let id = waits.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await Waiter.wait { waiter in
                board.locked { kernel in
                    if Task.isCancelled {
                        kernel.wakeUps.append(.event(waiter, .failure(CancellationError())))
                    } else {
                        kernel.lineController.wait(number, id, waiter, kernel)
                    }
                }
            }
        } onCancel: {
            board.locked { $0.lineController.cancelWait(number, id, $0) }
        }
    }

    func release() { board.locked { $0.lineController.release(number, $0) } }
}
