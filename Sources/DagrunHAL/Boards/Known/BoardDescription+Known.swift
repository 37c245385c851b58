// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BoardDescription {
    /// The boards that come with the library.
    public static let known: [BoardDescription] = [
        raspberryPiZero2W, raspberryPi3B, raspberryPi3BPlus, raspberryPi4, raspberryPi5, orangePi3LTS, orangePiZero2,
        rock4CPlus, jetsonOrinNano,
    ]

    /// Finds the board that a machine is.
    ///
    /// What the device tree says goes first. Without it, chips tell as far as they can: Raspberry Pis 3 and Zero 2 have the same
    /// chips and the same header, so any of them will do; where boards differ that chips can't tell apart, none is found.
    ///
    /// - Parameters:
    ///   - compatible: The strings of `/proc/device-tree/compatible`, in its order: the most exact one first.
    ///   - chips: The chips of the machine.
    ///   - boards: The boards to choose from.
    /// - Returns: The board; nil when it is none of them.
    public static func detect(
        compatible: [String], chips: [ChipInfo] = [], among boards: [BoardDescription] = known
    ) -> BoardDescription? {
        for name in compatible {
            if let board = boards.first(where: { $0.compatible.contains(name) }) { return board }
        }
        let labels = Set(chips.map(\.label))
        let candidates = boards.filter { board in
            !board.chips.isEmpty && board.chips.values.allSatisfy { !labels.isDisjoint(with: $0) }
        }
        guard let first = candidates.first,
            candidates.allSatisfy({ $0.headers == first.headers && $0.lines == first.lines })
        else { return nil }
        return first
    }
}
