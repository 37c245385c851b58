// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BoardDescription {
    /// A row or two of pins on a board.
    public struct Header: Sendable, Hashable, Codable {
        /// The name that the board gives it, such as `J8`.
        public var name: String
        /// How many pins stand side by side, one or two; pins are counted across, then along.
        public var columns: Int
        /// What the pins are; pin 1 comes first.
        public var pins: [HeaderPin]

        /// Makes a header.
        ///
        /// - Parameters:
        ///   - name: The name that the board gives it, such as `J8`.
        ///   - columns: How many pins stand side by side, one or two.
        ///   - pins: What the pins are; pin 1 comes first.
        public init(_ name: String, columns: Int = 2, pins: [HeaderPin]) {
            self.name = name
            self.columns = columns
            self.pins = pins
        }
    }
}
