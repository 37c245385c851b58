// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A contact that moves as a pattern says; the instants come of its part's own random numbers, so the board's seed repeats them.
struct ContactBounce {
    private let pattern: BouncePattern
    // When the contact jumps, in nanoseconds, the next time last.
    private var jumps: [Int64] = []
    private var isClosed = false

    init(_ pattern: BouncePattern) { self.pattern = pattern }

    /// Puts the contact where it is to be, without a jump.
    mutating func rest(closed isClosed: Bool) {
        self.isClosed = isClosed
        jumps = []
    }

    /// Begins to move the contact.
    ///
    /// - Parameters:
    ///   - isClosed: Whether it is to be closed in the end.
    ///   - timer: The timer that the part gives the contact.
    ///   - context: The part's surroundings.
    /// - Returns: Whether the contact is closed now.
    mutating func move(toClosed isClosed: Bool, timer: Int, _ context: borrowing PartContext) -> Bool {
        rest(closed: isClosed)
        // An even number of changes behind the first one, so that the last one is the one that stays.
        let changes = pattern.duration > .zero ? context.random(in: pattern.count) * 2 : 0
        guard changes > 0 else {
            context.cancel(timer)
            return isClosed
        }
        let span = Int(pattern.duration.clampedNanoseconds)
        for _ in 0..<changes { jumps.append(context.now.nanoseconds + Int64(context.random(in: 1...span))) }
        jumps.sort(by: >)
        setTimer(timer, context)
        return isClosed
    }

    /// Goes on when the timer went off.
    ///
    /// - Parameters:
    ///   - timer: The timer that the part gives the contact.
    ///   - context: The part's surroundings.
    /// - Returns: Whether the contact is closed now.
    mutating func jump(timer: Int, _ context: borrowing PartContext) -> Bool {
        while let next = jumps.last, next <= context.now.nanoseconds { jumps.removeLast() }
        setTimer(timer, context)
        return jumps.count.isMultiple(of: 2) == isClosed
    }

    private func setTimer(_ timer: Int, _ context: borrowing PartContext) {
        if let next = jumps.last { context.set(timer, at: Timestamp(nanoseconds: next)) }
    }
}
