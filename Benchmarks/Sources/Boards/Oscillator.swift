// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator

/// Drives its pin to the other level each period.
final class Oscillator: Part {
    static let type = "bench-oscillator"

    let id: String
    let pins = [PartPin("OUT", .output)]
    private let period: Int64
    private var isHigh = false

    init(_ id: String, period: Int64) {
        self.id = id
        self.period = period
    }

    convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(id, period: Int64(try attributes.integer("period", default: 1000, in: 1...1_000_000_000)))
    }

    func start(_ context: borrowing PartContext) { context.set(0, at: Timestamp(nanoseconds: period)) }

    func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        isHigh.toggle()
        context.drive(0, isHigh ? .high : .low)
        context.set(0, at: Timestamp(nanoseconds: context.now.nanoseconds + period))
    }
}
