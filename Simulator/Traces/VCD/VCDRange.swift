// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The name of a variable of several bits, as in `data[7:0]`.
struct VCDRange {
    private let name: String
    private let highest: Int
    private let step: Int

    init(_ text: String, width: Int) {
        let parts = text.split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts.count == 2 ? parts[1].dropLast().split(separator: ":").compactMap { Int($0) } : []
        if numbers.count == 2, parts[1].last == "]", numbers[0].magnitude < 1 << 32, numbers[1].magnitude < 1 << 32,
            (numbers[0] - numbers[1]).magnitude == width - 1
        {
            name = String(parts[0])
            highest = numbers[0]
            step = numbers[0] >= numbers[1] ? -1 : 1
        } else {
            name = text
            highest = width - 1
            step = -1
        }
    }

    /// The name of a bit, counted from the one that is written first.
    func name(of bit: Int) -> String { "\(name)[\(highest + step * bit)]" }
}
