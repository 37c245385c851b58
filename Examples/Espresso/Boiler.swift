// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The boiler's thermistor.
struct Boiler {
    /// What the board is told of it, for the interlock of the heater.
    static let reading = "boiler.celsius"

    private let board: Board
    private let converter: MCP3008

    init(_ board: Board) throws {
        self.board = board
        converter = try MCP3008(on: board)
    }

    /// Measures the temperature, in °C.
    func celsius() async throws -> Double {
        do {
            let celsius = try await measure()
            board.note(celsius, as: Self.reading)
            return celsius
        } catch {
            board.note(nil, as: Self.reading)
            throw error
        }
    }

    private func measure() async throws -> Double {
        let reading = try await converter[0].read()
        // 10 kΩ at 25 °C under 10 kΩ to 3.3 V. Both ends of the range mean a wire that is loose or shorted.
        guard reading.fraction > 0.01, reading.fraction < 0.99 else {
            throw HALError(
                .corrupt, "boiler", reason: "its thermistor reads \(reading.raw) of 1023",
                advice: "Look at the wires of the thermistor: one is loose or shorted.")
        }
        let ratio = reading.fraction / (1 - reading.fraction)
        return 1 / (1 / 298.15 + log(ratio) / 3950) - 273.15
    }
}
