// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// A GPIO chip of a computer on the board.
struct VirtualChip {
    let info: ChipInfo
    let firstLine: Int32
    /// The computer.
    let part: Int
    /// Whether it is away; it is until its computer is switched on.
    var isGone = true

    var lines: Range<Int32> { firstLine..<(firstLine + Int32(info.lineCount)) }
}
