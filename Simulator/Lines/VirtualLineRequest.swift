// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// Lines of a virtual board that were claimed together.
final class VirtualLineRequest: LineRequest {
    let lines: [LineAddress]
    let consumer: String
    private let board: VirtualBoard
    // Touched while the board is locked only.
    private nonisolated(unsafe) let state: RequestState
    private let waits = Atomic<UInt64>(0)

    init(board: VirtualBoard, state: RequestState, lines: [LineAddress]) {
        self.board = board
        self.lines = lines
        consumer = state.consumer
        unsafe self.state = state
    }

    deinit { release() }

    func values(mask: UInt64) throws(HALError) -> LineValues {
        try board.locked { kernel throws(HALError) in
            try unsafe kernel.lineController.values(state, mask: mask, kernel)
        }
    }

    func set(_ values: LineValues) throws(HALError) {
        try board.locked { kernel throws(HALError) in try unsafe kernel.lineController.set(state, values, kernel) }
    }

    func reconfigure(_ configs: [LineConfig]) throws(HALError) {
        try board.locked { kernel throws(HALError) in
            try unsafe kernel.lineController.reconfigure(state, configs, kernel)
        }
    }

    func pollEvent() throws(HALError) -> LineEvent? {
        try board.locked { kernel throws(HALError) in try unsafe kernel.lineController.poll(state) }
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
                        unsafe kernel.lineController.wait(state, id, waiter, kernel)
                    }
                }
            }
        } onCancel: {
            board.locked { unsafe $0.lineController.cancelWait(state, id, $0) }
        }
    }

    func release() { board.locked { unsafe $0.lineController.release(state, $0) } }
}
