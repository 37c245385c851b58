// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What `a >>> b` makes: a chain that can go on.
public struct EdgeChain: GraphElement {
    /// The first and the last elements of the chain.
    public let ends: GraphEnds
}
