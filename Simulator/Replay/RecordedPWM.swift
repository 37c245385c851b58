// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A PWM channel whose modulation is recorded.
struct RecordedPWM: PWMChannel {
    let channel: any PWMChannel
    let clock: any HALClock
    let log: RecordingLog

    var name: String { channel.name }
    var config: PWMConfig { channel.config }

    func configure(_ config: PWMConfig) throws(HALError) {
        try channel.configure(config)
        let now = clock.now
        log.note("\(name).duty", .real(unit: nil), .real(config.dutyCycle), at: now)
        log.note("\(name).frequency", .real(unit: "Hz"), .real(.seconds(1) / config.period), at: now)
    }

    func release() { channel.release() }
}
