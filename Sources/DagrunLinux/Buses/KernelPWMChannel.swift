// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// A PWM channel of the kernel: `/sys/class/pwm/pwmchipN/pwmM`.
///
/// Writing to its files doesn't wait, so there is no thread for it.
final class KernelPWMChannel: PWMChannel {
    let name: String
    private let chip: String
    private let channel: Int
    private let files: MachineFiles
    private let state: Mutex<State>

    private struct State {
        var config = PWMConfig(period: .milliseconds(1), pulse: .zero, isEnabled: false)
        // What the kernel has; nil where it is not known.
        var period: Int64?
        var pulse: Int64?
        var isReleased = false
    }

    /// Claims a channel.
    ///
    /// - Throws: ``HALError`` as the system says.
    init(_ number: Int, channel: Int, _ files: MachineFiles) throws(HALError) {
        chip = "/sys/class/pwm/pwmchip\(number)"
        name = "pwmchip\(number)/pwm\(channel)"
        self.channel = channel
        self.files = files
        state = Mutex(State())
        guard let count = files.text("\(chip)/npwm").flatMap({ Int($0) }) else {
            throw HALError(
                .notFound, chip, reason: "there is no such PWM controller",
                alternatives: files.numbered("pwmchip", in: "/sys/class/pwm").map { "pwmchip\($0)" },
                advice: "On a Raspberry Pi ‘dtoverlay=pwm-2chan’ in config.txt switches it on.", errno: ENOENT)
        }
        guard (0..<count).contains(channel) else {
            throw HALError(
                .notFound, name, reason: "the controller has the channels 0 to \(count - 1)", errno: ENOENT)
        }
        try export()
        // What somebody left behind.
        try? write("0", to: "enable")
        state.withLock { state in
            state.period = files.text("\(chip)/pwm\(channel)/period").flatMap { Int64($0) }
            state.pulse = files.text("\(chip)/pwm\(channel)/duty_cycle").flatMap { Int64($0) }
        }
    }

    deinit { release() }

    var config: PWMConfig { state.withLock { $0.config } }

    func configure(_ config: PWMConfig) throws(HALError) {
        if let fault = config.fault { throw HALError(.invalid, name, reason: fault, errno: EINVAL) }
        try state.withLock { state throws(HALError) in
            guard !state.isReleased else {
                throw HALError(.gone, self.name, reason: "the channel was released", errno: ENODEV)
            }
            try self.apply(config, &state)
            state.config = config
        }
    }

    func release() {
        state.withLock { state in
            guard !state.isReleased else { return }
            state.isReleased = true
            try? self.write("0", to: "enable")
            _ = self.files.write("\(self.channel)", to: "\(self.chip)/unexport")
        }
    }

    // The kernel refuses a pulse longer than its period at any moment, and another polarity while there are pulses.
    private func apply(_ config: PWMConfig, _ state: inout State) throws(HALError) {
        if !config.isEnabled { try write("0", to: "enable") }
        if config.isInverted != state.config.isInverted {
            try write("0", to: "enable")
            state.config.isEnabled = false
            try write(config.isInverted ? "inversed" : "normal", to: "polarity")
            state.config.isInverted = config.isInverted
        }
        let period = config.period.clampedWholeNanoseconds
        let pulse = config.pulse.clampedWholeNanoseconds
        if period >= state.pulse ?? .max {
            try set(period, "period", &state.period)
            try set(pulse, "duty_cycle", &state.pulse)
        } else {
            try set(pulse, "duty_cycle", &state.pulse)
            try set(period, "period", &state.period)
        }
        if config.isEnabled, !state.config.isEnabled { try write("1", to: "enable") }
    }

    private func set(_ value: Int64, _ file: String, _ known: inout Int64?) throws(HALError) {
        guard value != known else { return }
        known = nil
        try write("\(value)", to: file)
        known = value
    }

    private func write(_ text: String, to file: String) throws(HALError) {
        let error = files.write(text, to: "\(chip)/pwm\(channel)/\(file)")
        switch error {
        case 0: return
        case EINVAL, ERANGE:
            throw HALError(
                .invalid, name, reason: "the hardware can't do \(file) \(text)", errno: error)
        case EACCES: throw HALError.opening("\(files.root)\(chip)/pwm\(channel)/\(file)", error)
        case ENOENT, ENODEV: throw HALError(.gone, name, reason: "the channel is gone", errno: error)
        default: throw HALError.system(name, error)
        }
    }

    private func export() throws(HALError) {
        let folder = "\(chip)/pwm\(channel)"
        let error = files.write("\(channel)", to: "\(chip)/export")
        switch error {
        case 0: break
        case EBUSY:
            // A program that was killed left it behind, or another one uses it: only pulses tell.
            guard files.text("\(folder)/enable") == "0" else {
                throw HALError(
                    .busy, name, reason: "somebody else uses the channel",
                    advice: files.text("\(folder)/enable") == nil
                        ? "A driver of the kernel has it."
                        : "If it is a program that has ended, give it back: ‘echo \(channel) > \(chip)/unexport’.",
                    errno: error)
            }
        case EACCES: throw HALError.opening("\(files.root)\(chip)/export", error)
        default: throw HALError.system(name, error)
        }
        // udev gives the new files to their group a moment later. It is the only place where a call waits, and for root it never
        // does.
        for _ in 0..<50 {
            if files.isWritable("\(folder)/enable") { return }
            usleep(10_000)
        }
        throw HALError.opening("\(files.root)\(folder)/enable", EACCES)
    }
}

extension Duration {
    /// Nanoseconds; the greatest number there is when there are more.
    fileprivate var clampedWholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : product + attoseconds / 1_000_000_000
    }
}
