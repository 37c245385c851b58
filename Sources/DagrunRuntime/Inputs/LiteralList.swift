// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A list that an input can be written as.
///
/// Only arrays are; the protocol is there because Swift can't say "an array of anything" in a conformance.
public protocol LiteralList {
    /// The type of an element.
    associatedtype LiteralElement
    /// Makes the list.
    ///
    /// - Parameter elements: Its elements.
    init(literalElements elements: [LiteralElement])
}

extension Array: LiteralList {
    /// Makes the list.
    ///
    /// - Parameter elements: Its elements.
    public init(literalElements elements: [Element]) { self = elements }
}
