// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether pulses come from pins that make them by themselves.
enum PWMPinRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net -> [BoardFinding] in
            guard let taker = wiring.nets[net].terminals.first(where: { wiring.pin($0).takesPulses }) else { return [] }
            return wiring.lines(of: net).compactMap { terminal, board, line in
                guard line.pwmChannel == nil else { return nil }
                let pins = board.lines.filter { $0.pwmChannel != nil && !$0.pins.isEmpty }.map(\.name)
                return wiring.finding(
                    .pwmPin, terminal,
                    "\(wiring.name(taker)) takes pulses whose width counts, and \(wiring.name(terminal)) has no PWM",
                    pins.isEmpty
                        ? "Pulses that a program makes jitter; add a PWM chip."
                        : "Pulses that a program makes jitter; PWM is at \(Wiring.listed(pins)).")
            }
        }
    }
}
