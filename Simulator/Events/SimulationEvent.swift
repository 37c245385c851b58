// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A change on a board, as a sink is told it.
public struct SimulationEvent: Sendable, Hashable {
    /// What changed; the number is the place in the board's own list of such things.
    public enum Subject: Sendable, Hashable, BitwiseCopyable {
        /// A net's logical value or voltage: ``VirtualBoard/nets``.
        case net(Int)
        /// A line was claimed, changed or released: ``VirtualBoard/lines``.
        case line(Int)
        /// An output of a part: ``VirtualBoard/outputs``.
        case output(Int)
        /// A control of a part: ``VirtualBoard/controls``.
        case control(Int)
        /// A quantity: ``VirtualBoard/quantities``.
        case quantity(Int)
        /// A bus: ``VirtualBoard/buses``.
        case bus(Int)
        /// Something to know; not in a list.
        case diagnostic
    }

    /// What it changed to.
    public enum Change: Sendable, Hashable {
        /// A net's logical value.
        case logic(Logic)
        /// A net's voltage, in volts, where it changed without the logical value; nil: it floats.
        case volts(Double?)
        /// A value of an output, a control or a quantity.
        case value(PartValue)
        /// A line has a holder; nil: none any more.
        case holder(String?)
        /// A step of a transaction on a bus.
        case bus(BusStep)
        /// Something to know.
        case diagnostic(Diagnostic)
    }

    /// When.
    public let time: Timestamp
    /// What changed.
    public let subject: Subject
    /// What it changed to.
    public let change: Change
}
