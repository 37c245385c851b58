// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

extension Kernel {
    @inline(__always)
    func logic(of net: Int32) -> Logic { nets[net].logic }

    @inline(__always)
    func isHigh(_ net: Int32) -> Bool { nets[net].lastLevel }

    func volts(of net: Int32) -> Double? {
        let volts = nets[net].volts
        return volts.isNaN ? nil : volts
    }

    func averageVolts(of net: Int32) -> Double? { volts(of: net) }

    func wave(of net: Int32) -> Wave? { nil }
}
