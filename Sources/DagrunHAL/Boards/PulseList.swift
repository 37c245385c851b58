// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// The PWM channels that a board handed out, so that none goes on when the board is closed.
final class PulseList: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: WeakChannel] = [:]
        var isClosed = false
    }

    private struct WeakChannel {
        weak let channel: Channel?
    }

    /// A channel that gives itself back with the last reference to it.
    private final class Channel: PWMChannel {
        private let channel: any PWMChannel
        private weak let list: PulseList?

        init(_ channel: any PWMChannel, _ list: PulseList) {
            self.channel = channel
            self.list = list
        }

        deinit { release() }

        var name: String { channel.name }
        var config: PWMConfig { channel.config }

        func configure(_ config: PWMConfig) throws(HALError) { try channel.configure(config) }

        func release() {
            list?.remove(self)
            channel.release()
        }
    }

    private let state = Mutex(State())

    deinit { stop() }

    func add(_ channel: any PWMChannel) throws(HALError) -> any PWMChannel {
        let added = Channel(channel, self)
        let isClosed = state.withLock { state in
            if !state.isClosed { state.channels[ObjectIdentifier(added)] = WeakChannel(channel: added) }
            return state.isClosed
        }
        if isClosed { throw HALError(.gone, channel.name, reason: "the board was closed") }
        return added
    }

    /// Gives all channels back.
    func stop() {
        let channels = state.withLock { state in
            state.isClosed = true
            defer { state.channels = [:] }
            return state.channels.values.compactMap(\.channel).sorted { $0.name < $1.name }
        }
        for channel in channels { channel.release() }
    }

    private func remove(_ channel: Channel) { state.withLock { $0.channels[ObjectIdentifier(channel)] = nil } }
}
