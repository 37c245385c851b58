// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The characters that waveforms are drawn with.
struct WaveformGlyphs {
    var low: Character
    var high: Character
    var unknown: Character
    var floating: Character
    var rise: Character
    var fall: Character
    /// A change from or to X or Z, and of a text.
    var change: Character
    /// Several changes in one place.
    var dense: Character
    var pointer: Character
    var tick: Character
    /// Numbers from the least to the most in the picture.
    var steps: [Character]

    static let unicode = WaveformGlyphs(
        low: "▁", high: "▔", unknown: "╳", floating: "┄", rise: "╱", fall: "╲", change: "│", dense: "█", pointer: "▲",
        tick: "│", steps: Array("▁▂▃▄▅▆▇█"))
    static let ascii = WaveformGlyphs(
        low: "_", high: "~", unknown: "x", floating: "-", rise: "/", fall: "\\", change: "|", dense: "#", pointer: "^",
        tick: "|", steps: Array("0123456789"))

    func level(_ value: TraceValue) -> Character {
        guard case .logic(let level) = value else { return unknown }
        return switch level {
        case .low: low
        case .high: high
        case .unknown: unknown
        case .floating: floating
        }
    }

    func edge(from: TraceValue, to: TraceValue) -> Character {
        switch (from, to) {
        case (.logic(.low), .logic(.high)): rise
        case (.logic(.high), .logic(.low)): fall
        default: change
        }
    }
}
