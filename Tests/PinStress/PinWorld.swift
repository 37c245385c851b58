// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The world around the pins of a chip.
protocol PinWorld: Sendable {
    /// The chip's name now: one that comes back while somebody still has a line of what was gets another one.
    var chip: String { get }
    /// The folder that `/dev` is in.
    var root: String { get }
    /// Pulls a line.
    func pull(_ line: Int, up: Bool)
    /// Takes the chip away, or puts it back.
    func plug(_ isThere: Bool)
    /// Has one of so many system calls fail from now on, where that can be done; 0: none.
    func fail(oneOf rate: UInt32)
    /// How many files and lines of the chip are open or claimed, where that can be told.
    var left: Int? { get }
}
