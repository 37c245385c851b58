// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Every setting of a line with every other one.
extension HardwareCheck {
    static let settings: [HardwareCheck] = Direction.allCases.map { direction in
        HardwareCheck("claims a line (\(direction)) with all other settings, or refuses them as the kernel does") {
            probe in
            try await probe.pull(0, .high)
            var claimed = 0
            for config in combinations(direction) {
                if try await check(config, probe) { claimed += 1 }
                try probe.expect(try !probe.info(0).isUsed, "the line stayed claimed after \(config)")
            }
            try probe.expect(claimed > 0, "none of the settings was taken")
        }
    }

    private static func combinations(_ direction: Direction) -> [LineConfig] {
        var configs: [LineConfig] = []
        for bias in Bias.allCases {
            for drive in Drive.allCases {
                for edges in EdgeDetection.allCases {
                    for flags in 0..<8 {
                        configs.append(
                            LineConfig(
                                direction: direction, bias: bias, drive: drive, activeLow: flags & 1 != 0, edges: edges,
                                debounce: flags & 2 != 0 ? .milliseconds(2) : .zero, initialValue: flags & 4 != 0))
                    }
                }
            }
        }
        return configs
    }

    /// Claims a line in some way and looks at it.
    ///
    /// - Returns: Whether it could be claimed so.
    private static func check(_ config: LineConfig, _ probe: HardwareProbe) async throws -> Bool {
        guard config.fault == nil else {
            try await probe.expect(.invalid, from: "claiming a line as \(config)") { _ = try probe.request(0, config) }
            return false
        }
        var claimed: (any LineRequest)?
        let isDone = try probe.unlessUnsupported { () throws(HALError) in claimed = try probe.request(0, config) }
        guard isDone, let request = claimed else { return false }
        defer { request.release() }
        let shown = try probe.info(0).config
        if config.direction != .asIs {
            try probe.expect(shown.direction, is: config.direction, "the direction of \(config)")
        }
        if config.bias != .asIs { try probe.expect(shown.bias, is: config.bias, "the bias of \(config)") }
        try probe.expect(shown.activeLow, is: config.activeLow, "being active low of \(config)")
        try probe.expect(shown.drive, is: config.drive, "the drive of \(config)")
        // Of these libgpiod 1 tells nothing.
        if shown.edges != .none { try probe.expect(shown.edges, is: config.edges, "the edges of \(config)") }
        if shown.debounce != .zero {
            try probe.expect(shown.debounce, is: config.debounce, "the debounce of \(config)")
        }
        let isHigh = config.initialValue != config.activeLow
        switch (config.direction, config.drive) {
        case (.output, .pushPull),
            (.output, .openDrain) where !isHigh, (.output, .openSource) where isHigh:
            try probe.expect(try await probe.level(0), is: Level(isHigh), "the level of \(config)")
            try probe.expect(try request.value(at: 0), is: config.initialValue, "the value of \(config)")
        default: break
        }
        return true
    }
}
