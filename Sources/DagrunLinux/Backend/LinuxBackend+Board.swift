// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension LinuxBackend {
    /// Finds out which board this machine is, by its device tree and its chips.
    ///
    /// - Parameter boards: The boards to choose from.
    /// - Returns: The board; nil when it is none of them.
    /// - Throws: ``HALError`` when the chips can't be listed.
    public func detectBoard(
        among boards: [BoardDescription] = BoardDescription.known
    ) throws(HALError) -> BoardDescription? {
        BoardDescription.detect(compatible: deviceTree, chips: try chips(), among: boards)
    }

    /// The strings of `/proc/device-tree/compatible`, the most exact one first; none without a device tree.
    public var deviceTree: [String] {
        (files.text("/proc/device-tree/compatible") ?? "").split(separator: "\0").map(String.init)
    }

    /// The model as the device tree calls it, such as `Raspberry Pi 4 Model B Rev 1.4`; nil without one.
    public var model: String? { files.text("/proc/device-tree/model") }
}
