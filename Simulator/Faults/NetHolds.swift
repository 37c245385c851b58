// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Levels that faults hold nets at; of several faults on a net the last one counts.
struct NetHolds {
    private var holds: [Int32: [(fault: Int, logic: Logic)]] = [:]

    /// Holds a net at a level, on top of what else holds it.
    mutating func hold(_ net: Int32, _ logic: Logic, by fault: Int, _ kernel: Kernel) {
        holds[net, default: []].removeAll { $0.fault == fault }
        holds[net, default: []].append((fault, logic))
        apply(net, kernel)
    }

    /// Lets go of a net, as far as this fault holds it.
    mutating func letGo(_ net: Int32, by fault: Int, _ kernel: Kernel) {
        guard holds[net]?.contains(where: { $0.fault == fault }) ?? false else { return }
        holds[net]?.removeAll { $0.fault == fault }
        apply(net, kernel)
    }

    private func apply(_ net: Int32, _ kernel: Kernel) {
        if let hold = holds[net]?.last {
            if !kernel.nets[net].isForced { kernel.nets[net].natural = kernel.logic(of: net) }
            kernel.nets[net].isForced = true
            kernel.nets[net].forced = hold.logic
        } else {
            kernel.nets[net].isForced = false
        }
        kernel.markDirty(net)
    }
}
