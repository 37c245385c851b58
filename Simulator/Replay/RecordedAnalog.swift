// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// An analog input whose readings are recorded.
struct RecordedAnalog: AnalogInput {
    let input: any AnalogInput
    let clock: any HALClock
    let log: RecordingLog

    var name: String { input.name }

    func read() async throws -> AnalogReading {
        let reading = try await input.read()
        log.note(name, .real(unit: "V"), .real(reading.volts), at: clock.now)
        return reading
    }
}
