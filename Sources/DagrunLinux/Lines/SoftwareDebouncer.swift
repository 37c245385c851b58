// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// Debounces a line that libgpiod 1 can't have debounced by the kernel, with the kernel's results.
///
/// An edge counts once the line has been stable for the period, and only if it left the last level that counted; its instant is the end
/// of that time. It works on the edges' own time stamps, so it makes no difference how late they are read.
///
/// Source: `debounce_irq_handler` and `debounce_work_func` in Linux `drivers/gpio/gpiolib-cdev.c`.
struct SoftwareDebouncer {
    private let period: Duration
    /// The logical value that counts.
    private(set) var value: Bool
    private var raw: Bool
    /// When the line is stable; nil when it is.
    private(set) var deadline: Timestamp?

    init(_ period: Duration, value: Bool) {
        self.period = period
        self.value = value
        raw = value
    }

    /// An edge that counts.
    typealias Outcome = (edge: Edge, at: Timestamp)

    /// Takes an edge of the line.
    ///
    /// - Parameters:
    ///   - edge: The edge.
    ///   - time: Its time stamp.
    /// - Returns: An earlier edge that counts, as this one came too late to undo it.
    mutating func take(_ edge: Edge, at time: Timestamp) -> Outcome? {
        let earlier = advance(to: time)
        raw = edge == .rising
        deadline = time + period
        return earlier
    }

    /// Takes a value that was read after edges were lost.
    mutating func correct(to value: Bool, at time: Timestamp) {
        guard raw != value else { return }
        raw = value
        deadline = time + period
    }

    /// Lets time pass.
    ///
    /// - Parameter now: Until when all edges were taken.
    /// - Returns: The edge that counts by now, if there is one.
    mutating func advance(to now: Timestamp) -> Outcome? {
        guard let end = deadline, end <= now else { return nil }
        deadline = nil
        guard raw != value else { return nil }
        value = raw
        return (raw ? .rising : .falling, end)
    }
}
