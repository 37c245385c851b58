// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// A PWM channel of a virtual board.
final class VirtualPWMChannel: PWMChannel {
    let name: String
    private let board: VirtualBoard
    private let place: Int
    private let claim: UInt32
    private let isReleased = Mutex(false)

    init(board: VirtualBoard, place: Int, claim: UInt32, name: String) {
        self.board = board
        self.place = place
        self.claim = claim
        self.name = name
    }

    deinit { release() }

    var config: PWMConfig { board.locked { $0.buses.pwm[place].config } }

    func configure(_ config: PWMConfig) throws(HALError) {
        guard !isReleased.withLock({ $0 }) else {
            throw HALError(.gone, name, reason: "the channel was released", errno: 19)
        }
        try board.locked { kernel throws(HALError) in try kernel.buses.configurePWM(place, claim: claim, config, kernel)
        }
    }

    func release() {
        let isFirst = isReleased.withLock { isReleased in
            defer { isReleased = true }
            return !isReleased
        }
        if isFirst { board.locked { $0.buses.releasePWM(place, claim: claim, $0) } }
    }
}
