// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The buses of a board while it runs.
final class BusController {
    func isLive(_ bus: Int32, _ generation: UInt32) -> Bool { false }

    func step(_ bus: Int32, _ generation: UInt32, _ kernel: Kernel) {}
}
