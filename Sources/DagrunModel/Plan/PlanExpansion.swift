// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An expansion with its inputs resolved to numbers.
struct PlanExpansion: Sendable {
    /// Where the elements of an input come from.
    enum Source: Sendable {
        /// A list in the document, of this length.
        case literal(Int)
        /// The list that a task returns.
        case task(Int32)
    }

    /// How several inputs combine.
    var mode: ExpandDefinition.Mode
    /// The inputs, in the order of their declaration.
    var sources: [Source]
    /// The longest list that an upstream may return.
    var limit: Int

    /// The tasks whose lists are taken.
    var tasks: [Int32] {
        sources.compactMap { if case .task(let task) = $0 { task } else { nil } }
    }

    /// The lengths when all lists are in the document.
    var literalLengths: [Int]? {
        var lengths: [Int] = []
        for source in sources {
            guard case .literal(let length) = source else { return nil }
            lengths.append(length)
        }
        return lengths
    }
}
