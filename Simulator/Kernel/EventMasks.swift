// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which sinks want which kinds of events, one bit for each sink.
struct EventMasks {
    var volts: UInt64 = 0
    var lines: UInt64 = 0
    var outputs: UInt64 = 0
    var controls: UInt64 = 0
    var quantities: UInt64 = 0
    var buses: UInt64 = 0
    var diagnostics: UInt64 = 0

    mutating func set(_ scope: EventScope, at place: Int) {
        func put(_ flag: Bool, _ mask: inout UInt64) { mask = flag ? mask | 1 << place : mask & ~(1 << place) }
        put(scope.volts, &volts)
        put(scope.lines, &lines)
        put(scope.outputs, &outputs)
        put(scope.controls, &controls)
        put(scope.quantities, &quantities)
        put(scope.buses, &buses)
        put(scope.diagnostics, &diagnostics)
    }
}
