// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("Line configurations")
struct LineConfigTests {
    @Test(
        "that the kernel takes have no fault",
        arguments: [
            LineConfig(), .input(bias: .pullUp, activeLow: true, edges: .both, debounce: .milliseconds(5)),
            .output(true, drive: .openDrain, onRelease: .safe(false)),
        ])
    func taken(config: LineConfig) { #expect(config.fault == nil) }

    @Test(
        "that the kernel refuses have one",
        arguments: [
            LineConfig(direction: .output, edges: .rising), LineConfig(debounce: .microseconds(1)),
            LineConfig(direction: .input, drive: .openDrain), LineConfig(bias: .pullUp),
            .input(debounce: .seconds(5000)), .input(debounce: .seconds(-1)),
        ])
    func refused(config: LineConfig) { #expect(config.fault != nil) }

    @Test("Values of lines stand at their places")
    func values() {
        var values = LineValues([true, false, true])
        #expect(values.description == "0=1 1=0 2=1")
        values[1] = nil
        values[63] = true
        #expect(values[1] == nil && values[63] == true && values[2] == true)
        #expect(LineValues(Array(repeating: true, count: 64)).mask == .max)
    }
}
