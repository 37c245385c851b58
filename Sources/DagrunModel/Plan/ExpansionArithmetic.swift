// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How many instances an expansion has, and which elements each instance gets.
///
/// Source: Airflow 3.3, `DictOfListsExpandInput.get_total_map_length` and `_expand_mapped_field`.
public enum ExpansionArithmetic {
    /// The number of instances of an expansion.
    public enum Total: Sendable, Hashable {
        /// So many; 0 skips the task.
        case count(Int)
        /// The lists of a zip differ in length.
        case unequal([Int])
        /// More than ``ExpansionArithmetic/largestCount``.
        case tooMany
    }

    /// The most instances that are ever planned for one task: 16,777,216.
    ///
    /// Airflow limits each list (`max_map_length`), not their product; this keeps a product of large lists from taking
    /// all memory.
    public static let largestCount = 1 << 24

    /// Multiplies or compares the lengths of the inputs.
    ///
    /// - Parameters:
    ///   - mode: How the inputs combine.
    ///   - lengths: The length of each input, in the order of declaration; not negative.
    /// - Returns: The number of instances; 0 for no inputs.
    public static func total(_ mode: ExpandDefinition.Mode, lengths: [Int]) -> Total {
        guard let first = lengths.first else { return .count(0) }
        switch mode {
        case .zip:
            guard lengths.allSatisfy({ $0 == first }) else { return .unequal(lengths) }
            return first > largestCount ? .tooMany : .count(first)
        case .product:
            if lengths.contains(where: { $0 <= 0 }) { return .count(0) }
            var total = 1
            for length in lengths {
                let (product, overflow) = total.multipliedReportingOverflow(by: length)
                if overflow || product > largestCount { return .tooMany }
                total = product
            }
            return .count(total)
        }
    }

    /// Finds the element of each input that belongs to an instance.
    ///
    /// In a product the last declared input varies fastest.
    ///
    /// - Parameters:
    ///   - mapIndex: The instance's map index.
    ///   - mode: How the inputs combine.
    ///   - lengths: The length of each input, in the order of declaration.
    /// - Returns: An index per input, or nil where the expansion has no such instance.
    public static func indices(of mapIndex: Int, _ mode: ExpandDefinition.Mode, lengths: [Int]) -> [Int]? {
        guard case .count(let count) = total(mode, lengths: lengths), (0..<count).contains(mapIndex) else { return nil }
        switch mode {
        case .zip: return lengths.map { _ in mapIndex }
        case .product:
            var rest = mapIndex
            var result = [Int](repeating: 0, count: lengths.count)
            for place in lengths.indices.reversed() {
                result[place] = rest % lengths[place]
                rest /= lengths[place]
            }
            return result
        }
    }
}
