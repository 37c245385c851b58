// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The keys of steps in a file.
enum ScenarioStepKey: String, CaseIterable {
    case delay
    case setControl = "set-control"
    case expectPin = "expect-pin"
    case waitSerial = "wait-serial"
    case writeSerial = "write-serial"
    case takeScreenshot = "take-screenshot"
    case expectChipOutput = "expect-chip-output"
    case touch
    case touchPress = "touch-press"
    case touchMove = "touch-move"
    case touchRelease = "touch-release"

    case waitPin = "dagrun:wait-pin"
    case waitUntil = "dagrun:wait-until"
    case waitOutput = "dagrun:wait-output"
    case expect = "dagrun:expect"
    case expectOutput = "dagrun:expect-output"
    case expectWithin = "dagrun:expect-within"
    case expectWave = "dagrun:expect-wave"
    case never = "dagrun:never"
    case inject = "dagrun:inject"
    case remove = "dagrun:remove"
    case advance = "dagrun:advance"
    case snapshot = "dagrun:snapshot"
}
