// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that the kernel does at an instant.
struct KernelEvent: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        /// A part's timer.
        case timer
        /// The end of a line's debounce time.
        case debounce
        /// An edge of a line is noticed late.
        case late
        /// The next step of a bus.
        case bus
        /// The next step of a physical model.
        case model
        /// A fault begins, ends or acts.
        case fault
        /// The next edge of a wave.
        case wave
        /// Somebody outside waits for the instant.
        case sleeper
        /// A net is resolved; never in the heap.
        case net
        /// A group of nets is resolved; never in the heap.
        case group
    }

    var time: Int64
    /// Among events of one time, the order in which they were made.
    var sequence: UInt64
    var target: Int32
    /// An event counts only while its target has the same number.
    var generation: UInt32
    var kind: Kind

    static func isBefore(_ left: borrowing KernelEvent, _ right: borrowing KernelEvent) -> Bool {
        left.time != right.time ? left.time < right.time : left.sequence < right.sequence
    }
}
