// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// How configurations of lines are told to the kernel, and what of them it can't do with a version of libgpiod.
struct KernelSettings {
    let api: Int

    /// Whether the debounce time of a line is kept here and not by the kernel.
    func isDebouncedHere(_ config: LineConfig) -> Bool {
        api == 1 && config.direction == .input && config.debounce > .zero
    }

    /// Refuses what can't be done.
    ///
    /// - Throws: ``HALError`` with the code `unsupported`.
    func check(_ config: LineConfig, of line: LineAddress) throws(HALError) {
        guard api == 1, config.edges != .none, config.eventClock != .monotonic else { return }
        throw HALError(
            .unsupported, "\(line)", reason: "libgpiod 1 stamps edges by the clock ‘monotonic’ only",
            alternatives: ["monotonic"], advice: "Debian 13 has libgpiod 2.", errno: ENOTSUP)
    }

    /// What the kernel is told of a line.
    func told(_ config: LineConfig, offset: Int) -> dagrun_gpio_line_config {
        var told = dagrun_gpio_line_config()
        told.offset = UInt32(clamping: offset)
        told.active_low = config.activeLow
        told.value = config.initialValue
        told.direction =
            switch config.direction {
            case .asIs: DAGRUN_GPIO_AS_IS
            case .input: DAGRUN_GPIO_INPUT
            case .output: DAGRUN_GPIO_OUTPUT
            }
        told.bias =
            switch config.bias {
            case .asIs: DAGRUN_GPIO_BIAS_AS_IS
            case .disabled: DAGRUN_GPIO_BIAS_DISABLED
            case .pullUp: DAGRUN_GPIO_PULL_UP
            case .pullDown: DAGRUN_GPIO_PULL_DOWN
            }
        told.drive =
            switch config.drive {
            case .pushPull: DAGRUN_GPIO_PUSH_PULL
            case .openDrain: DAGRUN_GPIO_OPEN_DRAIN
            case .openSource: DAGRUN_GPIO_OPEN_SOURCE
            }
        told.edge =
            switch config.edges {
            case .none: isDebouncedHere(config) ? DAGRUN_GPIO_BOTH_EDGES : DAGRUN_GPIO_NO_EDGE
            case .rising: DAGRUN_GPIO_RISING
            case .falling: DAGRUN_GPIO_FALLING
            case .both: DAGRUN_GPIO_BOTH_EDGES
            }
        // Where nothing is stamped any clock will do.
        if api == 2, config.edges != .none {
            told.clock =
                switch config.eventClock {
                case .monotonic: DAGRUN_GPIO_MONOTONIC
                case .realtime: DAGRUN_GPIO_REALTIME
                case .hte: DAGRUN_GPIO_HTE
                }
        }
        if !isDebouncedHere(config), config.direction == .input {
            told.debounce_us = UInt32(clamping: config.debounce.wholeMicroseconds)
        }
        // A handle of libgpiod 1 becomes inputs as a whole: lines that stay as they are at the end have another one.
        told.group = config.onRelease == .input ? 0 : 1
        return told
    }

    /// What a line is, as the kernel tells it.
    static func config(_ told: dagrun_gpio_line_config) -> LineConfig {
        var config = LineConfig()
        config.activeLow = told.active_low
        config.debounce = .microseconds(Int64(told.debounce_us))
        config.direction = told.direction == DAGRUN_GPIO_OUTPUT ? .output : .input
        switch told.bias {
        case DAGRUN_GPIO_BIAS_DISABLED: config.bias = .disabled
        case DAGRUN_GPIO_PULL_UP: config.bias = .pullUp
        case DAGRUN_GPIO_PULL_DOWN: config.bias = .pullDown
        default: config.bias = .asIs
        }
        switch told.drive {
        case DAGRUN_GPIO_OPEN_DRAIN: config.drive = .openDrain
        case DAGRUN_GPIO_OPEN_SOURCE: config.drive = .openSource
        default: config.drive = .pushPull
        }
        switch told.edge {
        case DAGRUN_GPIO_RISING: config.edges = .rising
        case DAGRUN_GPIO_FALLING: config.edges = .falling
        case DAGRUN_GPIO_BOTH_EDGES: config.edges = .both
        default: config.edges = .none
        }
        switch told.clock {
        case DAGRUN_GPIO_REALTIME: config.eventClock = .realtime
        case DAGRUN_GPIO_HTE: config.eventClock = .hte
        default: config.eventClock = .monotonic
        }
        return config
    }
}

extension Duration {
    /// Microseconds, rounded up: a debounce time is at least what was asked for.
    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : product + (attoseconds + 999_999_999_999) / 1_000_000_000_000
    }
}
