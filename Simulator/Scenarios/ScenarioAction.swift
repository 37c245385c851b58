// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a step of a scenario does.
enum ScenarioAction: Sendable, Hashable {
    /// What a display shows, to be kept or compared.
    struct Screenshot: Sendable, Hashable {
        var part: String
        var saveTo: String?
        var compareWith: String?
    }

    /// A pin as it is looked up: of a part, or a line by a name of its own.
    static func pinName(_ part: String, _ pin: String) -> String { part.isEmpty ? pin : "\(part):\(pin)" }

    case delay(Duration)
    case setControl(part: String, control: String, PartValue)
    case expectPin(part: String, pin: String, Logic)
    case waitPin(part: String, pin: String, Logic, timeout: Duration?)
    case expect(Condition)
    case waitUntil(Condition, timeout: Duration?)
    case expectOutput(part: String, output: String, PartValue, tolerance: Double)
    case waitOutput(part: String, output: String, PartValue, tolerance: Double, timeout: Duration?)
    case waitSerial(String)
    case writeSerial([UInt8])
    case screenshot(Screenshot)
    /// Is watched from here to the scenario's end.
    case rule(SignalRule)
    /// Is watched until it can be judged.
    case wave(SignalRule, timeout: Duration)
    case advance(Duration)
    case snapshot(String)
    /// The fault's times count from the step on.
    case inject(Fault, name: String?)
    case remove(String)
    /// A step of Wokwi's that no part here serves, by its key.
    case unserved(String)
}
