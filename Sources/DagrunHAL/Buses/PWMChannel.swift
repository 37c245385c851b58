// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An output that makes pulses by itself.
///
/// A channel of Linux's `/sys/class/pwm`.
public protocol PWMChannel: Sendable {
    /// The channel's name for people, such as `pwmchip0/pwm1`.
    var name: String { get }
    /// What it does now.
    var config: PWMConfig { get }

    /// Changes what it does, at the end of the present period.
    ///
    /// - Parameter config: The modulation.
    /// - Throws: ``HALError`` with the code `invalid` when the numbers don't fit each other or the hardware.
    func configure(_ config: PWMConfig) throws(HALError)

    /// Stops and gives the channel back.
    func release()
}
