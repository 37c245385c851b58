// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension PartContext {
    /// Whether a part has power: true where its power pin is wired to nothing, for a drawing often leaves that out.
    ///
    /// - Parameters:
    ///   - pin: The power pin.
    ///   - volts: The least voltage that it works with.
    /// - Returns: False when the pin is wired and has less.
    public func isPowered(by pin: Int, least volts: Double = 1.8) -> Bool {
        self.volts(pin).map { $0 >= volts } ?? true
    }
}
