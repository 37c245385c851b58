// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The faults of a board while it runs.
final class FaultController {
    /// The time that an edge of a line is stamped with.
    func stamp(_ time: Int64, of line: Int32) -> Int64 { time }

    func act(_ fault: Int32, _ generation: UInt32, _ kernel: Kernel) {}
}
