// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A part that says more about itself than it must.
public protocol DescribedPart: Part {
    /// What there is to know of it besides its pins and links.
    var traits: PartTraits { get }
}
