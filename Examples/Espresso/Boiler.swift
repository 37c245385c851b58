// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The boiler's thermistor, and what it said last.
final class Boiler: Sendable {
    /// The last reading, for the interlock of the heater: there is one boiler.
    static let shared = Boiler()

    private let last = Mutex<(celsius: Double, at: Timestamp)?>(nil)

    /// Whether the last reading is fresh and below a temperature.
    func isBelow(_ celsius: Double, at now: Timestamp) -> Bool {
        last.withLock { $0.map { $0.celsius < celsius && now - $0.at < .seconds(2) } ?? false }
    }

    /// Measures the temperature, in °C.
    func celsius(_ converter: MCP3008, clock: any HALClock) async throws -> Double {
        let reading = try await converter[0].read()
        // 10 kΩ at 25 °C under 10 kΩ to 3.3 V. Both ends of the range mean a wire that is loose or shorted.
        guard reading.fraction > 0.01, reading.fraction < 0.99 else {
            last.withLock { $0 = nil }
            throw HALError(
                .corrupt, "boiler", reason: "its thermistor reads \(reading.raw) of 1023",
                advice: "Look at the wires of the thermistor: one is loose or shorted.")
        }
        let ratio = reading.fraction / (1 - reading.fraction)
        let celsius = 1 / (1 / 298.15 + log(ratio) / 3950) - 273.15
        last.withLock { $0 = (celsius, clock.now) }
        return celsius
    }
}
