// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A fault that was put into a board.
struct ActiveFault {
    let fault: Fault
    let place: FaultPlace
    var random: SeededRandom
    /// Whether its time has come.
    var isActive = false
    /// Whether it was taken out again; its number stays.
    var isRemoved = false
    /// When it began, in nanoseconds.
    var begin: Int64 = 0
    /// Events of earlier settings have another number.
    var generation: UInt32 = 0
    /// Of a bounce: how many swings are left, and what the net swings from.
    var swings = 0
    var swing = Logic.low
    /// Of a glitch: whether a pulse is under way.
    var isPulse = false
    /// Of a short: the link that it is.
    var link: Int32 = -1

    mutating func strikes() -> Bool { fault.probability >= 1 || random.nextUnit() < fault.probability }
}
