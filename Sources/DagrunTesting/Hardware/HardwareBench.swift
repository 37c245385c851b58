// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A backend on a test bench: what it is to be tested with, and the world around its pins.
///
/// ``HardwareCheck`` does with it what any backend must be able to do. A bench of one's own for a new backend needs a chip with some
/// free lines, and a hand that pulls them from outside.
public protocol HardwareBench: Sendable {
    /// The backend.
    var backend: any HardwareBackend { get }
    /// The chip whose lines are used.
    var chip: String { get }
    /// Free lines of the chip that nothing else drives, eight at least.
    var lines: [Int] { get }
    /// What the bench can do besides, and what the backend's hardware is like.
    var abilities: BenchAbilities { get }

    /// Pulls a line from outside, weakly enough that an output wins.
    ///
    /// - Parameters:
    ///   - line: The line's place on the chip.
    ///   - level: The level.
    /// - Throws: When it can't be done.
    func pull(_ line: Int, to level: Level) async throws

    /// Pulls a line as often as it says, with nothing in between, so that nobody comes to read meanwhile.
    ///
    /// - Parameters:
    ///   - line: The line's place on the chip.
    ///   - levels: The levels, in order.
    /// - Throws: When it can't be done.
    func pull(_ line: Int, through levels: [Level]) async throws

    /// Measures the level of a line from outside.
    ///
    /// - Parameter line: The line's place on the chip.
    /// - Returns: The level.
    /// - Throws: When it can't be done.
    func level(of line: Int) async throws -> Level

    /// Has all transactions on the bus of ``BenchAbilities/registers`` fail from now on.
    ///
    /// - Parameter fault: One of ``BenchAbilities/i2cFaults``; nil: the bus works again.
    /// - Throws: When it can't be done.
    func fail(_ fault: I2CFault?) async throws

    /// Takes the chip away.
    ///
    /// - Throws: When it can't be done.
    func unplug() async throws

    /// Puts the chip back.
    ///
    /// - Throws: When it can't be done.
    func plug() async throws
}

extension HardwareBench {
    /// Does what a bench without ``BenchAbilities/i2cFaults`` can: nothing.
    ///
    /// - Parameter fault: What is to go wrong.
    /// - Throws: `HALError` with the code `unsupported`, unless nothing is to go wrong.
    public func fail(_ fault: I2CFault?) async throws {
        guard let fault else { return }
        throw HALError(.unsupported, backend.name, reason: "the bench can't make ‘\(fault)’")
    }
}
