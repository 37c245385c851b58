// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension PartRegistry {
    /// The types that come with the simulator.
    public static let standard = PartRegistry([LED.self, Pushbutton.self, Resistor.self, RaspberryPi.self])
}
